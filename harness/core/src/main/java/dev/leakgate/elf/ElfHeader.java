package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Holds the header of an ELF file, as far as it is of use (elf.h: Elf32_Ehdr, Elf64_Ehdr).
 *
 * @param segmentCount e_phnum, which may be PN_XNUM
 */
record ElfHeader(
        WordSize wordSize,
        int type,
        long segmentOffset,
        long sectionOffset,
        int segmentCount,
        int sectionCount,
        int sectionNames) {

    private static final int TYPE = 16;
    private static final int MACHINE = 18;
    private static final int VERSION = 20;

    private static final int GZIP = 0x8b1f;
    private static final int ZSTD = 0xfd2fb528;
    private static final int XZ = 0x587a37fd;
    private static final int LZ4 = 0x184d2204;

    /** Reads the header, of which at least the first 64 bytes should be there. */
    static ElfHeader read(Path path, ByteBuffer bytes) throws ElfException {
        WordSize wordSize = identify(path, bytes);
        int size = ElfConstants.headerSize(wordSize);
        if (bytes.limit() < size) {
            throw new ElfException(
                    path,
                    "ends after "
                            + bytes.limit()
                            + " bytes, within its ELF header of "
                            + size
                            + "; it was not written to its end");
        }
        boolean wide = wordSize == WordSize.BITS_64;
        int counts = wide ? 54 : 42; /* e_phentsize */
        ElfHeader header =
                new ElfHeader(
                        wordSize,
                        Short.toUnsignedInt(bytes.getShort(TYPE)),
                        Bytes.word(bytes, wide ? 32 : 28, wordSize),
                        Bytes.word(bytes, wide ? 40 : 32, wordSize),
                        Short.toUnsignedInt(bytes.getShort(counts + 2)),
                        Short.toUnsignedInt(bytes.getShort(counts + 6)),
                        Short.toUnsignedInt(bytes.getShort(counts + 8)));
        int segmentSize = Short.toUnsignedInt(bytes.getShort(counts));
        if (header.segmentCount > 0 && segmentSize != ElfConstants.programHeaderSize(wordSize)) {
            throw new ElfException(
                    path, "has program headers of " + segmentSize + " bytes; it is damaged");
        }
        return header;
    }

    private static WordSize identify(Path path, ByteBuffer bytes) throws ElfException {
        if (bytes.limit() == 0) {
            throw new ElfException(path, "is empty; nothing was written to it");
        }
        if (bytes.limit() < MACHINE + 2 || bytes.getInt(0) != ElfConstants.MAGIC) {
            throw new ElfException(path, "is no ELF file" + compressed(bytes));
        }
        int machine = Short.toUnsignedInt(bytes.getShort(MACHINE));
        int fileClass = bytes.get(ElfConstants.EI_CLASS);
        if (bytes.get(ElfConstants.EI_DATA) != ElfConstants.ELFDATA2LSB) {
            throw new ElfException(
                    path, "is of a big-endian machine; only x86-64 and i386 can be read");
        }
        if (machine == ElfConstants.EM_X86_64 && fileClass == ElfConstants.ELFCLASS64) {
            return WordSize.BITS_64;
        }
        if (machine == ElfConstants.EM_386 && fileClass == ElfConstants.ELFCLASS32) {
            return WordSize.BITS_32;
        }
        throw new ElfException(
                path,
                "is of ELF machine "
                        + machine
                        + (fileClass == ElfConstants.ELFCLASS32 ? ", 32-bit" : ", 64-bit")
                        + "; only x86-64 (62) and i386 (3) can be read");
    }

    private static String compressed(ByteBuffer bytes) {
        if (bytes.limit() < Integer.BYTES) {
            return "";
        }
        int magic = bytes.getInt(0);
        String tool =
                (magic & 0xffff) == GZIP
                        ? "gunzip -k"
                        : magic == ZSTD
                                ? "unzstd"
                                : magic == XZ ? "unxz -k" : magic == LZ4 ? "unlz4" : "";
        return tool.isEmpty() ? "" : ", it is compressed; unpack it first with " + tool;
    }

    /** Encodes the header; sections are those that PN_XNUM needs, one or none. */
    byte[] encode() {
        boolean wide = wordSize == WordSize.BITS_64;
        byte[] encoded = new byte[ElfConstants.headerSize(wordSize)];
        ByteBuffer into = Bytes.wrap(encoded);
        into.putInt(0, ElfConstants.MAGIC);
        into.put(
                ElfConstants.EI_CLASS,
                (byte) (wide ? ElfConstants.ELFCLASS64 : ElfConstants.ELFCLASS32));
        into.put(ElfConstants.EI_DATA, (byte) ElfConstants.ELFDATA2LSB);
        into.put(ElfConstants.EI_DATA + 1, (byte) ElfConstants.EV_CURRENT);
        into.putShort(TYPE, (short) type);
        into.putShort(MACHINE, (short) (wide ? ElfConstants.EM_X86_64 : ElfConstants.EM_386));
        into.putInt(VERSION, ElfConstants.EV_CURRENT);
        Bytes.putWord(into, wide ? 32 : 28, wordSize, segmentOffset);
        Bytes.putWord(into, wide ? 40 : 32, wordSize, sectionOffset);
        int sizes = wide ? 52 : 40; /* e_ehsize */
        into.putShort(sizes, (short) ElfConstants.headerSize(wordSize));
        into.putShort(sizes + 2, (short) ElfConstants.programHeaderSize(wordSize));
        into.putShort(sizes + 4, (short) segmentCount);
        into.putShort(
                sizes + 6,
                (short) (sectionCount == 0 ? 0 : ElfConstants.sectionHeaderSize(wordSize)));
        into.putShort(sizes + 8, (short) sectionCount);
        into.putShort(sizes + 10, (short) sectionNames);
        return encoded;
    }
}
