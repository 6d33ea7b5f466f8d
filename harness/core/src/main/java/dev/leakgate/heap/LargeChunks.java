package dev.leakgate.heap;

import dev.leakgate.region.ChunkSizes;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.MallocShapes;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up what malloc mapped chunk by chunk, for those too large for a heap.
 *
 * <p>The kernel merges neighbours, so that one mapping holds many chunks, may hold memory of
 * somebody else, and may go over into a thread's heap. What no header explains counts as one more
 * live chunk, with its size: where it grows, something grows.
 *
 * <p>Costs one read for each chunk.
 */
final class LargeChunks {

    private static final long PAGE = 4096;

    /* Pages behind something unknown at which the next chunk is looked for. */
    private static final int MOST_PAGES_SEARCHED = 4096;

    private final HeapMemory memory;
    private final int word;

    LargeChunks(HeapMemory memory) {
        this.memory = memory;
        word = memory.wordSize();
    }

    /**
     * Counts what lies in a mapping beside the heaps of threads. Those are mapped with
     * MAP_NORESERVE, so that chunks merge with them only where the kernel does not heed that:
     * vm.overcommit_memory = 2.
     *
     * @param heapEnds where each heap of the process begins, and the address behind it
     */
    HeapUse beside(NavigableMap<Long, Long> heapEnds, long start, long end) {
        HeapUse sum = HeapUse.NONE;
        Map.Entry<Long, Long> before = heapEnds.floorEntry(start);
        long at = before == null ? start : Math.max(start, before.getValue());
        for (Map.Entry<Long, Long> heap : heapEnds.tailMap(at, true).entrySet()) {
            if (heap.getKey() >= end) {
                break;
            }
            sum = sum.plus(between(at, heap.getKey()));
            at = heap.getValue();
        }
        return sum.plus(between(at, end));
    }

    private HeapUse between(long start, long end) {
        if (start >= end) {
            return HeapUse.NONE;
        }
        long chunks = 0;
        SortedMap<Long, Long> sizes = new TreeMap<>();
        int searched = 0;
        boolean unknown = false;
        long at = start;
        while (at < end && searched < MOST_PAGES_SEARCHED) {
            long whole = chunkAt(at, end - at);
            if (whole > 0) {
                chunks += unknown ? 2 : 1;
                unknown = false;
                sizes.merge(whole, 1L, Long::sum);
                at += whole;
            } else {
                unknown = true;
                searched++;
                at += PAGE;
            }
        }
        return new HeapUse(end - start, 0, chunks + (unknown ? 1 : 0), true, ChunkSizes.of(sizes));
    }

    /** Returns the bytes of the chunk whose mapping began at an address, 0 when none did. */
    private long chunkAt(long address, long room) {
        long header = address + MallocShapes.gapBeforeLarge(word);
        return MallocShapes.largeChunk(
                memory.wordOrZero(header), memory.wordOrZero(header + word), word, room);
    }
}
