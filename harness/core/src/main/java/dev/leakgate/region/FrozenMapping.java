package dev.leakgate.region;

/**
 * Describes a mapping of a frozen process.
 *
 * @param start first address
 * @param end address behind the last one
 * @param readable whether the process may read it
 * @param writable whether the process may write to it
 * @param executable whether the process may execute it
 * @param shared whether it is MAP_SHARED
 * @param device of the file; 0 when there is none
 * @param inode of the file, or any other number that stands for it; 0 when there is none
 * @param name a path, a label such as {@code [heap]}, or {@code ""}
 * @param held bytes whose content was kept
 */
public record FrozenMapping(
        long start,
        long end,
        boolean readable,
        boolean writable,
        boolean executable,
        boolean shared,
        long device,
        long inode,
        String name,
        long held) {}
