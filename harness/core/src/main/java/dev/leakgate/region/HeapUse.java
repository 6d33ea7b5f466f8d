package dev.leakgate.region;

/**
 * Says how much of a region of the allocator the program uses at one moment.
 *
 * @param live bytes of the chunks in use, their headers included
 * @param retained bytes that are free and that the allocator keeps, pages never touched included
 * @param liveChunks chunks in use
 */
public record HeapUse(long live, long retained, long liveChunks) {

    /** A region without a chunk. */
    public static final HeapUse NONE = new HeapUse(0, 0, 0);

    /** Adds up two parts of a region. */
    public HeapUse plus(HeapUse other) {
        return new HeapUse(
                live + other.live, retained + other.retained, liveChunks + other.liveChunks);
    }
}
