package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;

/**
 * Describes one program header: a piece of memory, and where the file holds its bytes.
 *
 * @param type 1 for memory, 4 for notes
 * @param flags 4 read, 2 write, 1 execute
 * @param offset in the file, in bytes
 * @param address first address in memory
 * @param fileSize how many bytes the file holds; in a core the rest was not dumped
 * @param memorySize how many bytes there are in memory
 */
public record Segment(
        int type, int flags, long offset, long address, long fileSize, long memorySize) {

    /** Reads a program header, and moves the buffer behind it. */
    static Segment read(ByteBuffer bytes, WordSize wordSize) {
        int type = bytes.getInt();
        int flags = wordSize == WordSize.BITS_64 ? bytes.getInt() : 0;
        long offset = Bytes.word(bytes, wordSize);
        long address = Bytes.word(bytes, wordSize);
        Bytes.word(bytes, wordSize); /* p_paddr */
        long fileSize = Bytes.word(bytes, wordSize);
        long memorySize = Bytes.word(bytes, wordSize);
        if (wordSize == WordSize.BITS_32) {
            flags = bytes.getInt();
        }
        Bytes.word(bytes, wordSize); /* p_align */
        return new Segment(type, flags, offset, address, fileSize, memorySize);
    }

    /** Tells whether it describes memory. */
    public boolean isLoad() {
        return type == ElfConstants.PT_LOAD;
    }

    /** Tells whether it holds notes. */
    public boolean isNote() {
        return type == ElfConstants.PT_NOTE;
    }

    /** Gives the address behind the last one; unsigned. */
    public long end() {
        return address + memorySize;
    }

    /** Tells whether the program may read it. */
    public boolean readable() {
        return (flags & ElfConstants.PF_R) != 0;
    }

    /** Tells whether the program may write to it. */
    public boolean writable() {
        return (flags & ElfConstants.PF_W) != 0;
    }

    /** Tells whether the program may execute it. */
    public boolean executable() {
        return (flags & ElfConstants.PF_X) != 0;
    }
}
