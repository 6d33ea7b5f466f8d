package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Looks up values in an auxiliary vector: pairs of words, up to AT_NULL (elf.h). */
public final class AuxVector {

    /** The program headers' address in memory. */
    public static final int AT_PHDR = 3;

    /** The size of a page. */
    public static final int AT_PAGESZ = 6;

    /** The program's entry point. */
    public static final int AT_ENTRY = 9;

    /** 16 random bytes, which lie in the main thread's stack. */
    public static final int AT_RANDOM = 25;

    /** The vdso's ELF header. */
    public static final int AT_SYSINFO_EHDR = 33;

    private AuxVector() {}

    /** Finds a value. */
    public static OptionalLong value(byte[] auxv, WordSize wordSize, int type) {
        ByteBuffer bytes = Bytes.wrap(auxv);
        while (bytes.remaining() >= 2 * wordSize.bytes()) {
            long key = Bytes.word(bytes, wordSize);
            long value = Bytes.word(bytes, wordSize);
            if (key == type) {
                return OptionalLong.of(value);
            }
            if (key == 0) {
                break;
            }
        }
        return OptionalLong.empty();
    }
}
