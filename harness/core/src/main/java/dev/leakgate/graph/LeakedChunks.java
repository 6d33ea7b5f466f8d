package dev.leakgate.graph;

import dev.leakgate.heap.ChunkCursor;
import dev.leakgate.heap.HeapMap;
import java.util.Arrays;

/**
 * Finds those of the unreachable chunks that lead the others: memory that nothing points to, and of
 * each ring that nothing outside points to one chunk, that of the lowest address.
 *
 * <p>Two floods, and no list of components. The first goes over the chunks in order of address and
 * starts wherever it has not been. A component that nothing outside points to is entered by no
 * other, so its lowest chunk is a start. The second begins at the starts, the last one first: a
 * start that another component leads to has been visited by then, for the component that leads to
 * it has a start too, and it came later, or the first flood would have gone over. What has not been
 * visited when its turn comes leads.
 */
final class LeakedChunks {

    /** What hangs below is kept for so many of those that lead and have something below them. */
    private static final int MOST_KEPT = 1 << 22;

    private final HeapMap heap;
    private final long[] direct;

    /* What hangs below, by slots that fall. */
    private long[] leading = new long[64];
    private long[] chunks = new long[64];
    private long[] bytes = new long[64];
    private int kept;

    private LeakedChunks(HeapMap heap, long[] direct) {
        this.heap = heap;
        this.direct = direct;
    }

    static LeakedChunks of(HeapMap heap, long[] reachable) {
        LeakedChunks leaked = new LeakedChunks(heap, new long[reachable.length]);
        leaked.find(reachable, leaked.starts(reachable));
        return leaked;
    }

    private long[] starts(long[] reachable) {
        long[] starts = new long[reachable.length];
        long[] visited = reachable.clone();
        Flood flood = new Flood(heap, visited);
        ChunkCursor chunk = heap.chunks();
        while (chunk.next()) {
            if (!Flood.isIn(visited, chunk.slot())) {
                Flood.put(starts, chunk.slot());
                flood.visit(chunk.slot());
                flood.drain();
            }
        }
        return starts;
    }

    private void find(long[] reachable, long[] starts) {
        long[] visited = reachable.clone();
        Flood flood = new Flood(heap, visited);
        for (int i = starts.length - 1; i >= 0; i--) {
            for (long bits = starts[i]; bits != 0; ) {
                long bit = Long.highestOneBit(bits);
                bits ^= bit;
                long slot = ((long) i << 6) + Long.numberOfTrailingZeros(bit);
                if (!Flood.isIn(visited, slot)) {
                    Flood.put(direct, slot);
                    flood.count();
                    flood.visit(slot);
                    flood.drain();
                    if (flood.chunks() > 1) {
                        keep(slot, flood);
                    }
                }
            }
        }
    }

    private void keep(long slot, Flood flood) {
        if (kept == MOST_KEPT) {
            return;
        }
        if (kept == leading.length) {
            leading = Arrays.copyOf(leading, 2 * kept);
            chunks = Arrays.copyOf(chunks, 2 * kept);
            bytes = Arrays.copyOf(bytes, 2 * kept);
        }
        leading[kept] = slot;
        chunks[kept] = flood.chunks() - 1;
        bytes[kept++] = flood.bytes() - heap.size(heap.address(slot));
    }

    boolean isDirect(long slot) {
        return Flood.isIn(direct, slot);
    }

    /** Returns what hangs below a chunk that leads. */
    ReachCount below(long slot) {
        int low = 0;
        int high = kept - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (leading[middle] == slot) {
                return new ReachCount(chunks[middle], bytes[middle]);
            }
            if (leading[middle] > slot) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ReachCount.NONE;
    }
}
