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
 * @param problem where it does not check out, as the end of a sentence; empty when it does. What
 *     lies behind that place is not counted
 */
record ArenaUse(long arena, boolean main, HeapUse use, int heaps, long overhead, String problem) {

    /** Returns the bytes that malloc got from the system for it. */
    long system() {
        return use.live() + use.retained() + overhead;
    }

    /** Returns the same with other chunks in use. */
    ArenaUse with(HeapUse other) {
        return new ArenaUse(arena, main, other, heaps, overhead, problem);
    }
}
