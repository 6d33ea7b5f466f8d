package dev.leakgate.heap;

/** Is told of the chunks that a walk passes. Called for each: it must not allocate. */
interface ChunkSink {

    /** Wants to know of none. */
    ChunkSink NONE =
            new ChunkSink() {
                @Override
                public void chunk(long chunk, long size, boolean live) {}

                @Override
                public void end(long chunk) {}

                @Override
                public boolean free(long chunk) {
                    return true;
                }
            };

    /** Takes a chunk; those of one heap come in order of their addresses. */
    void chunk(long chunk, long size, boolean live);

    /** Ends a heap: no chunk in use begins at or behind an address. */
    void end(long chunk);

    /**
     * Takes back that a chunk is live: a list of free ones has it.
     *
     * @return false when it was not known as live, so that nothing changes
     */
    boolean free(long chunk);
}
