package dev.leakgate.elf;

/**
 * Names the file behind a range of memory, as a core's NT_FILE does.
 *
 * @param start first address
 * @param end address behind the last one
 * @param offset in the file, in bytes
 * @param path as the kernel names it
 */
public record MappedFile(long start, long end, long offset, String path) {}
