package dev.leakgate.elf;

import dev.leakgate.units.WordSize;

/** Holds the constants of elf.h by their names there, and the sizes of its structures. */
final class ElfConstants {

    static final int EI_NIDENT = 16;
    static final int EI_CLASS = 4;
    static final int EI_DATA = 5;
    static final int MAGIC = 0x464c457f; /* 0x7f E L F, little endian */
    static final int ELFCLASS32 = 1;
    static final int ELFCLASS64 = 2;
    static final int ELFDATA2LSB = 1;
    static final int EV_CURRENT = 1;

    static final int ET_EXEC = 2;
    static final int ET_DYN = 3;
    static final int ET_CORE = 4;

    static final int EM_386 = 3;
    static final int EM_X86_64 = 62;

    /** Says in e_phnum that the true count stands in the first section header's sh_info. */
    static final int PN_XNUM = 0xffff;

    static final int PT_LOAD = 1;
    static final int PT_NOTE = 4;

    static final int PF_X = 1;
    static final int PF_W = 2;
    static final int PF_R = 4;

    static final int SHT_SYMTAB = 2;
    static final int SHT_STRTAB = 3;
    static final int SHT_NOTE = 7;
    static final int SHT_NOBITS = 8;
    static final int SHT_DYNSYM = 11;

    static final long SHF_COMPRESSED = 0x800;
    static final int ELFCOMPRESS_ZLIB = 1;

    private ElfConstants() {}

    static int headerSize(WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? 64 : 52;
    }

    static int programHeaderSize(WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? 56 : 32;
    }

    static int sectionHeaderSize(WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? 64 : 40;
    }

    static int symbolSize(WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? 24 : 16;
    }
}
