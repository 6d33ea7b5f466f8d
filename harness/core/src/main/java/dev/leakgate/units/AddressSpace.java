package dev.leakgate.units;

/** Names the address spaces that a program may run in. */
public enum AddressSpace {
    /** A 32-bit program where the kernel keeps 1 GB for itself, or under {@code setarch -3}. */
    I386_3GB("i386-3gb", 0xc0000000L, WordSize.BITS_32),
    /** A 32-bit program on a 64-bit kernel. */
    I386_4GB("i386-4gb", 0xffffe000L, WordSize.BITS_32),
    /** A 64-bit program. */
    X86_64("x86-64", 0x7ffffffff000L, WordSize.BITS_64);

    private final String text;
    private final long end;
    private final WordSize wordSize;

    AddressSpace(String text, long end, WordSize wordSize) {
        this.text = text;
        this.end = end;
        this.wordSize = wordSize;
    }

    /** Returns the name that commands and spec files use, {@code "i386-3gb"}. */
    public String text() {
        return text;
    }

    /** Returns the address behind the last one that a program may use (asm/page_types.h). */
    public long end() {
        return end;
    }

    /** Returns the width of addresses. */
    public WordSize wordSize() {
        return wordSize;
    }
}
