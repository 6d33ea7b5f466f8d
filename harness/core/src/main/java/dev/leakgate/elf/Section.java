package dev.leakgate.elf;

/** Describes one section header; the sizes are as the file states them, within its bounds. */
record Section(
        String name,
        int type,
        long flags,
        long address,
        long offset,
        long size,
        int link,
        long entrySize) {

    Section named(String other) {
        return new Section(other, type, flags, address, offset, size, link, entrySize);
    }
}
