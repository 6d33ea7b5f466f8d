package dev.leakgate.heap;

import dev.leakgate.region.HeapUse;

/**
 * Says what one arena holds.
 *
 * @param arena its address
 * @param main whether it is the main arena, whose heap is the brk
 * @param use what the program has of it
 * @param heaps number of its heaps
 * @param overhead bytes of the allocator's own: headers of heaps, the arena, fenceposts; live,
 *     retained and these add up to what malloc got from the system
 */
record ArenaUse(long arena, boolean main, HeapUse use, int heaps, long overhead) {

    /** Returns the bytes that malloc got from the system for it. */
    long system() {
        return use.live() + use.retained() + overhead;
    }
}
