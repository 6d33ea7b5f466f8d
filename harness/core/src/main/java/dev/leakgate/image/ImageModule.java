package dev.leakgate.image;

/**
 * Names an ELF file that is mapped.
 *
 * @param path as the kernel names it
 * @param base address of the file's first mapping, which shows its ELF header
 * @param end address behind the file's last mapping
 * @param buildId in hexadecimal digits, read from memory; {@code ""} when unreadable or absent
 */
public record ImageModule(String path, long base, long end, String buildId) {}
