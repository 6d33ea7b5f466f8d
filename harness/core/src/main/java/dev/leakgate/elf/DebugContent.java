package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads sections of debug information, which may be compressed: gABI, "Compressed sections". */
final class DebugContent {

    /* What is not compressed is mapped, and is no memory of ours. */
    private static final long MOST_MAPPED = Integer.MAX_VALUE;
    private static final int MOST_UNPACKED = 256 << 20;

    private DebugContent() {}

    static ByteBuffer of(ElfFile file, String name) {
        for (Section section : file.sections()) {
            boolean packed = (section.flags() & ElfConstants.SHF_COMPRESSED) != 0;
            if (section.name().equals(name) && section.type() != ElfConstants.SHT_NOBITS) {
                return packed ? unpacked(file, section) : mapped(file, section);
            }
        }
        return Bytes.allocate(0);
    }

    private static ByteBuffer mapped(ElfFile file, Section section) {
        long offset = section.offset();
        long there = offset < 0 || offset > file.size() ? 0 : file.size() - offset;
        long length = Math.min(there, section.size());
        if (length <= 0 || length > MOST_MAPPED) {
            return Bytes.allocate(0);
        }
        try {
            return file.map(offset, length).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException noRoom) {
            return Bytes.allocate(0);
        }
    }

    private static ByteBuffer unpacked(ElfFile file, Section section) {
        byte[] content = file.content(section, MOST_UNPACKED);
        /* elf.h: Elf64_Chdr and Elf32_Chdr */
        boolean wide = file.wordSize() == WordSize.BITS_64;
        int header = wide ? 24 : 12;
        if (content.length < header
                || Bytes.wrap(content).getInt(0) != ElfConstants.ELFCOMPRESS_ZLIB) {
            return Bytes.allocate(0);
        }
        long size = Bytes.word(Bytes.wrap(content), wide ? 8 : 4, file.wordSize());
        if (size < 0 || size > MOST_UNPACKED) {
            return Bytes.allocate(0);
        }
        return inflated(content, header, (int) size);
    }

    /** The stated size is believed only as far as there is that much. */
    private static ByteBuffer inflated(byte[] content, int header, int size) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(content, header, content.length - header);
            byte[] plain = new byte[Math.min(size, 1 << 16)];
            int length = 0;
            while (length < size) {
                int read = inflater.inflate(plain, length, plain.length - length);
                length += read;
                if (inflater.finished() || read == 0) {
                    break;
                }
                if (length == plain.length) {
                    plain = Arrays.copyOf(plain, (int) Math.min(size, 2L * length));
                }
            }
            return Bytes.wrap(plain).limit(length);
        } catch (DataFormatException damaged) {
            return Bytes.allocate(0);
        } finally {
            inflater.end();
        }
    }
}
