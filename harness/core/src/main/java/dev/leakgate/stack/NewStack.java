package dev.leakgate.stack;

import dev.leakgate.units.ByteSize;

/**
 * Says what a new thread reserves.
 *
 * @param size bytes of its stack
 * @param guard bytes below
 * @param cause where the size comes from
 */
public record NewStack(long size, long guard, SizeCause cause) {

    /** Returns the hole that it needs. */
    public long hole() {
        return size + guard;
    }

    /** Gives it another size. */
    public NewStack ofSize(ByteSize other, SizeCause why) {
        return new NewStack(other.bytes(), guard, why);
    }
}
