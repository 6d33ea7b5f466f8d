package dev.leakgate.region;

/**
 * Says how much of a region of the allocator the program uses at one moment.
 *
 * @param live bytes of the chunks in use, their headers included
 * @param retained bytes that are free and that the allocator keeps, pages never touched included
 * @param liveChunks chunks in use
 * @param exact whether free chunks in threads' caches are told from live ones; else up to 7 of a
 *     size and thread count as live
 * @param sizes the chunks in use by size; what no chunk's header explains has none
 */
public record HeapUse(long live, long retained, long liveChunks, boolean exact, ChunkSizes sizes) {

    /** A region without a chunk. */
    public static final HeapUse NONE = new HeapUse(0, 0, 0, true);

    /** Holds sums alone, with no sizes known. */
    public HeapUse(long live, long retained, long liveChunks, boolean exact) {
        this(live, retained, liveChunks, exact, ChunkSizes.NONE);
    }

    /** Adds up two parts of a region. */
    public HeapUse plus(HeapUse other) {
        return new HeapUse(
                live + other.live,
                retained + other.retained,
                liveChunks + other.liveChunks,
                exact && other.exact,
                sizes.plus(other.sizes));
    }
}
