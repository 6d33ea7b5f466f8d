package dev.leakgate.elf;

/** Describes one section header; the sizes are as the file states them, within its bounds. */
record Section(
        String name, int type, long address, long offset, long size, int link, long entrySize) {

    Section named(String other) {
        return new Section(other, type, address, offset, size, link, entrySize);
    }
}
