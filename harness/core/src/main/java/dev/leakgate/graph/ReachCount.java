package dev.leakgate.graph;

/**
 * Counts chunks.
 *
 * @param chunks how many
 * @param bytes of them, headers included
 */
public record ReachCount(long chunks, long bytes) {

    /** No chunk. */
    public static final ReachCount NONE = new ReachCount(0, 0);
}
