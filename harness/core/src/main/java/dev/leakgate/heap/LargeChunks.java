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

    /** Is told what lies in a mapping, in order of address. */
    interface Sink {

        /**
         * Takes a chunk.
         *
         * @param user where its user's bytes begin
         * @param whole bytes of its mapping
         * @param start of its mapping
         */
        void chunk(long user, long whole, long start);

        /** Takes memory that no header explains. */
        void unknown(long start, long end);
    }

    private final HeapMemory memory;
    private final int word;

    /* Of the chunk that was found last. */
    private long begin;
    private long whole;
    private long user;

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
        Sum sum = new Sum();
        list(heapEnds, start, end, sum);
        return new HeapUse(sum.bytes, 0, sum.chunks, true, ChunkSizes.of(sum.sizes));
    }

    /** Lists what lies in a mapping beside the heaps of threads. */
    void list(NavigableMap<Long, Long> heapEnds, long start, long end, Sink sink) {
        Map.Entry<Long, Long> before = heapEnds.floorEntry(start);
        long at = before == null ? start : Math.max(start, before.getValue());
        for (Map.Entry<Long, Long> heap : heapEnds.tailMap(at, true).entrySet()) {
            if (heap.getKey() >= end) {
                break;
            }
            between(at, heap.getKey(), sink);
            at = heap.getValue();
        }
        between(at, end, sink);
    }

    private void between(long start, long end, Sink sink) {
        int searched = 0;
        long unknown = start;
        long at = start;
        while (at < end && searched < MOST_PAGES_SEARCHED) {
            if (isChunk(at, MallocShapes.gapBeforeLarge(word), unknown, end)
                    || (memory.isFrozen() && isAlignedChunkIn(at, unknown, end))) {
                if (unknown != begin) {
                    sink.unknown(unknown, begin);
                }
                sink.chunk(user, whole, begin);
                at = begin + whole;
                unknown = at;
            } else {
                searched++;
                at += PAGE;
            }
        }
        if (unknown < end) {
            sink.unknown(unknown, end);
        }
    }

    /**
     * Looks in a page for a header that memalign moved away from its mapping's begin. Not where
     * each word costs a system call.
     */
    private boolean isAlignedChunkIn(long page, long from, long end) {
        if (!memory.has(page)) {
            return false;
        }
        for (int at = MallocShapes.gapBeforeLarge(word); at < PAGE; at += ChunkWalk.ALIGNMENT) {
            if (isChunk(page, at, from, end)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Looks at a header, and keeps what it says. Since it tells how far behind the begin of its
     * mapping it is, little else can look like one.
     */
    private boolean isChunk(long page, int at, long from, long end) {
        long header = page + at;
        long before = memory.wordOrZero(header);
        begin = header - before;
        if (before < at || begin < from || begin > page || begin % PAGE != 0) {
            return false;
        }
        whole =
                MallocShapes.largeChunk(
                        before, before, memory.wordOrZero(header + word), word, end - begin);
        user = header + 2L * word;
        return whole > before;
    }

    /** What no header explains counts as one more live chunk. */
    private static final class Sum implements Sink {

        private final SortedMap<Long, Long> sizes = new TreeMap<>();
        private long bytes;
        private long chunks;

        @Override
        public void chunk(long at, long whole, long start) {
            sizes.merge(whole, 1L, Long::sum);
            bytes += whole;
            chunks++;
        }

        @Override
        public void unknown(long start, long end) {
            bytes += end - start;
            chunks++;
        }
    }
}
