package dev.leakgate.heap;

/**
 * Follows the single links of fastbins and caches, which since 2.32 are stored as {@code next ^
 * (place >> 12)}.
 */
final class SafeLink {

    private static final int SHIFT = 12; /* malloc.c: PROTECT_PTR */

    private SafeLink() {}

    /**
     * Reads a link of either kind.
     *
     * @param place where the link is stored
     * @param gap how far before a user's bytes such a link leads: 0 in a cache, whose links name
     *     the user's bytes, two words in a fastbin, whose links name the chunk
     * @param size of the chunk that it should lead to; 0 for any
     * @return 0 at the end of a list; −1 when it leads to no such chunk
     */
    static long next(HeapMemory memory, long place, int gap, long size) {
        long stored = memory.wordOrZero(place);
        long revealed = stored ^ (place >>> SHIFT);
        if (stored == 0 || revealed == 0) {
            return 0;
        }
        if (leadsToChunk(memory, revealed + gap, size)) {
            return revealed;
        }
        return leadsToChunk(memory, stored + gap, size) ? stored : -1;
    }

    private static boolean leadsToChunk(HeapMemory memory, long user, long size) {
        if (user % ChunkWalk.ALIGNMENT != 0) {
            return false;
        }
        long there = ChunkWalk.sizeOf(memory.wordOrZero(user - memory.wordSize()));
        return size == 0 ? there != 0 : there == size;
    }
}
