package dev.leakgate.heap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunks that lie in threads' caches (tcache): they are marked as in use, and are free.
 *
 * <p>The caches are chunks themselves, so the walk over the heap passes them by; no thread needs to
 * be asked where its cache is. What merely has the size of one is told by its counters.
 */
final class ThreadCaches {

    private static final int MOST_CACHES = 16_384;
    private static final int MOST_CHUNKS = 1 << 20;

    /* malloc.c: mp_.tcache_count is at most 127 before 2.42, and 16 by default after */
    private static final int MOST_IN_A_LIST = 127;

    private final HeapMemory memory;
    private final int word;
    private @Nullable CacheShape shape;
    private boolean certain;
    private long sizeOfOne = -1;
    private long[] caches = new long[64];
    private int found;
    private long[] chunks = new long[256];
    private long[] sizes = new long[256];
    private int count;

    ThreadCaches(HeapMemory memory) {
        this.memory = memory;
        word = memory.wordSize();
    }

    /**
     * Begins to look for caches. Until 2.41 the first chunk of the main heap is the main thread's;
     * later ones are made at a thread's first free.
     *
     * @param newest whether the arenas are known to be of 2.43 or later
     */
    void begin(long sizeOfFirstChunk, boolean newest) {
        CacheShape first = CacheShape.ofChunk(sizeOfFirstChunk, word);
        shape = first == null ? CacheShape.newest(word) : first;
        certain = first != null || newest;
        sizeOfOne = shape.chunkSize();
        found = 0;
        count = 0;
    }

    /** Says whether caches have a shape that is known here; else their chunks count as in use. */
    boolean known() {
        return certain || count > 0;
    }

    boolean isSizeOfOne(long size) {
        return size == sizeOfOne;
    }

    /** Keeps a chunk that the window holds if it looks like a cache. */
    void consider(long chunk) {
        CacheShape expected = shape;
        if (expected == null
                || found == MOST_CACHES
                || !memory.holds(chunk, (int) sizeOfOne)
                || !expected.looksLikeOne(memory, memory.offset(chunk) + 2 * word)) {
            return;
        }
        if (found == caches.length) {
            caches = Arrays.copyOf(caches, 2 * found);
        }
        caches[found++] = chunk;
    }

    /** Follows the lists of all caches, once the heaps are walked. */
    void collect() {
        for (int i = 0; i < found; i++) {
            int before = count;
            if (!collect(caches[i] + 2L * word)) {
                // A user's data that looked like one.
                count = before;
            }
        }
    }

    private boolean collect(long cache) {
        CacheShape expected = shape;
        for (int list = 0; expected != null && list < expected.lists(); list++) {
            long user = memory.wordOrZero(cache + expected.firstList() + (long) list * word);
            for (int length = 0; user != 0; length++) {
                long size = ChunkWalk.sizeOf(memory.wordOrZero(user - word));
                if (length == MOST_IN_A_LIST || !isInList(user, size, list, expected)) {
                    return false;
                }
                add(user - 2L * word, size);
                user = SafeLink.next(memory, user, 0, expected.countsRoom() ? 0 : size);
            }
        }
        return true;
    }

    private boolean isInList(long user, long size, int list, CacheShape expected) {
        long smallest = ChunkWalk.smallestChunk(word);
        return user % ChunkWalk.ALIGNMENT == 0
                && (expected.countsRoom()
                        ? size >= smallest && size % ChunkWalk.ALIGNMENT == 0
                        : size == smallest + (long) list * ChunkWalk.ALIGNMENT);
    }

    private void add(long chunk, long size) {
        if (count == MOST_CHUNKS) {
            return;
        }
        if (count == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        chunks[count] = chunk;
        sizes[count++] = size;
    }

    /** Returns the number of chunks in all caches. */
    int count() {
        return count;
    }

    long chunk(int index) {
        return chunks[index];
    }

    long size(int index) {
        return sizes[index];
    }
}
