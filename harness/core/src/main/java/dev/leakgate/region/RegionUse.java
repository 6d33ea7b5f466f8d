package dev.leakgate.region;

/**
 * Says how much memory a region has at one moment.
 *
 * @param footprint bytes that the region costs the machine and that a leak would make grow: {@code
 *     Anonymous − LazyFree + Swap} of private mappings, {@code Private_Hugetlb + Shared_Hugetlb} of
 *     huge pages, {@code Rss + Swap} of shared memory, nothing of shared files
 * @param rss bytes resident in RAM; shown, never judged
 * @param reserved bytes of address space, PROT_NONE included
 * @param mappings lines of {@code /proc/PID/maps}
 */
public record RegionUse(long footprint, long rss, long reserved, int mappings) {

    /** A region that has nothing. */
    public static final RegionUse NONE = new RegionUse(0, 0, 0, 0);

    /** Adds up two parts of a region. */
    public RegionUse plus(RegionUse other) {
        return new RegionUse(
                footprint + other.footprint,
                rss + other.rss,
                reserved + other.reserved,
                mappings + other.mappings);
    }
}
