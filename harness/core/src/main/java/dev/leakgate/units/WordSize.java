package dev.leakgate.units;

/** Tells how wide a program's addresses are. */
public enum WordSize {
    /** 4 bytes, as of an i386 program. */
    BITS_32(4),

    /** 8 bytes, as of an x86-64 program. */
    BITS_64(8);

    private final int bytes;

    WordSize(int bytes) {
        this.bytes = bytes;
    }

    /** Gives the width in bytes: 4 or 8. */
    public int bytes() {
        return bytes;
    }

    /** Prints it as people say it: {@code 64-bit}. */
    @Override
    public String toString() {
        return 8 * bytes + "-bit";
    }
}
