package dev.leakgate.image;

/**
 * Names a range of addresses, unsigned.
 *
 * @param start first address
 * @param end address behind the last one
 */
public record AddressRange(long start, long end) {

    /** Returns how many bytes it has. */
    public long size() {
        return end - start;
    }

    /** Prints it as {@code maps} does. */
    @Override
    public String toString() {
        return String.format("%x-%x", start, end);
    }
}
