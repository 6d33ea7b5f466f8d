package dev.leakgate.elf;

import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the program headers of an ELF file where it is mapped. */
public final class MappedSegments {

    private static final int MOST = 128;

    private MappedSegments() {}

    /**
     * Lists the segments that a file's headers in memory state; nobody has checked them.
     *
     * @param base address of the ELF header
     * @return empty when there is no ELF header or its page cannot be read
     */
    public static List<Segment> read(Memory memory, long base, WordSize wordSize) {
        ByteBuffer header = piece(memory, base, ElfConstants.headerSize(wordSize));
        List<Segment> segments = new ArrayList<>();
        if (header.remaining() < ElfConstants.headerSize(wordSize)
                || header.getInt(0) != ElfConstants.MAGIC) {
            return segments;
        }
        boolean wide = wordSize == WordSize.BITS_64;
        int size = ElfConstants.programHeaderSize(wordSize);
        long offset = Bytes.word(header, wide ? 32 : 28, wordSize);
        int count = Math.min(header.getShort(wide ? 56 : 44) & 0xffff, MOST);
        ByteBuffer bytes = piece(memory, base + offset, count * size);
        while (bytes.remaining() >= size) {
            segments.add(Segment.read(bytes, wordSize));
        }
        return segments;
    }

    static ByteBuffer piece(Memory memory, long place, int size) {
        ByteBuffer bytes = Bytes.allocate(size);
        memory.read(place, bytes);
        return bytes.flip();
    }
}
