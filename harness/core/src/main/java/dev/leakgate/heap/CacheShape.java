package dev.leakgate.heap;

/**
 * Says how a thread's cache of free chunks is laid out: an array of counters, then one of lists.
 *
 * <p>glibc malloc/malloc.c, struct tcache_perthread_struct. It is itself a chunk, and the first one
 * of the main heap is the main thread's.
 *
 * @param wordSize 8 or 4
 * @param lists number of lists
 * @param counterBytes size of a counter
 * @param countsRoom whether a counter says how many more chunks the list may take, not how many it
 *     has
 */
record CacheShape(int wordSize, int lists, int counterBytes, boolean countsRoom) {

    private static final int MOST_IN_A_LIST = 127;

    /** Returns the shape of the cache whose chunk has a size; null when none has. */
    static @org.jspecify.annotations.Nullable CacheShape ofChunk(long size, int wordSize) {
        CacheShape[] known = {
            new CacheShape(wordSize, 64, 2, false), /* 2.30 to 2.41 */
            new CacheShape(wordSize, 64, 1, false), /* 2.26 to 2.29 */
            newest(wordSize),
        };
        for (CacheShape shape : known) {
            if (shape.chunkSize() == size) {
                return shape;
            }
        }
        return null;
    }

    /** Returns the shape since 2.42. */
    static CacheShape newest(int wordSize) {
        return new CacheShape(wordSize, 76, 2, true);
    }

    long chunkSize() {
        long user = (long) lists * (counterBytes + wordSize) + wordSize;
        return (user + ChunkWalk.ALIGNMENT - 1) & -ChunkWalk.ALIGNMENT;
    }

    int firstList() {
        return lists * counterBytes;
    }

    /**
     * Says whether the window holds a cache with chunks in it: a list is empty exactly when its
     * counter says so.
     *
     * @param at where in the window the user's bytes begin
     */
    boolean looksLikeOne(HeapMemory memory, int at) {
        int empty = countsRoom ? roomOfEmpty(memory, at) : 0;
        boolean any = false;
        for (int list = 0; list < lists; list++) {
            int count = counter(memory, at, list);
            boolean has = memory.at(at + firstList() + list * wordSize) != 0;
            if (count > MOST_IN_A_LIST || has != (count != empty)) {
                return false;
            }
            any |= has;
        }
        return any;
    }

    private int roomOfEmpty(HeapMemory memory, int at) {
        int most = 0;
        for (int list = 0; list < lists; list++) {
            most = Math.max(most, counter(memory, at, list));
        }
        return most;
    }

    private int counter(HeapMemory memory, int at, int list) {
        int offset = at + list * counterBytes;
        return counterBytes == 2 ? memory.shortAt(offset) : memory.byteAt(offset);
    }
}
