package dev.leakgate.heap;

import dev.leakgate.image.ImageThread;
import dev.leakgate.region.RegionKey;
import java.util.List;

/**
 * Describes one arena of a heap that was walked.
 *
 * @param kind what it is
 * @param address of its malloc_state; 0 of what was mapped chunk by chunk
 * @param region that its chunks are counted under
 * @param threads those that allocate from it now, by their thread_arena words; empty when all have
 *     ended, or the image has no thread pointers
 * @param heaps number of its heaps; of what was mapped, the number of chunks
 * @param liveChunks chunks in use by the program
 * @param liveBytes bytes of these, headers included
 * @param retainedBytes free, and kept by malloc
 * @param overhead bytes of malloc's own: with live and retained they are what it got from the
 *     system
 * @param problem where it does not check out, as the end of a sentence: what lies behind is not
 *     counted. Empty when all does: every chunk leads to the next up to the top, and the sum is
 *     what the arena says it got
 */
public record HeapArena(
        Kind kind,
        long address,
        RegionKey region,
        List<ImageThread> threads,
        int heaps,
        long liveChunks,
        long liveBytes,
        long retainedBytes,
        long overhead,
        String problem) {

    /** Says what an arena is. */
    public enum Kind {
        /** The one that every program has; its heap is the brk. */
        MAIN,
        /** One that malloc made for threads. */
        THREAD,
        /** Not an arena: the chunks that malloc mapped one by one. */
        MAPPED
    }

    /** Copies the list. */
    public HeapArena {
        threads = List.copyOf(threads);
    }
}
