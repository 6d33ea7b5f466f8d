package dev.leakgate.graph;

import dev.leakgate.heap.HeapMap;
import java.util.Arrays;

/** Marks what roots lead to, and what a single word that may be left over leads to alone. */
final class RootMark {

    private final HeapMap heap;
    private final Links links;
    private final SlotSet reached;
    private final SlotSet weak;
    private final Pending pending;
    private long[] heads = new long[64];
    private int headCount;

    RootMark(HeapMap heap, Links links) {
        this.heap = heap;
        this.links = links;
        reached = new SlotSet(heap.slots());
        weak = new SlotSet(heap.slots());
        pending = new Pending(heap.slots());
    }

    boolean isReached(long slot) {
        return reached.has(slot);
    }

    boolean isWeak(long slot) {
        return weak.has(slot);
    }

    /**
     * Returns a set for chunks that are not reached, which may be used as long as this is. It is
     * the one of those that are weak, who are reached.
     */
    SlotSet visited() {
        return weak;
    }

    /**
     * Returns a set for chunks, which shares the memory of those that are reached. In a 32-bit
     * process a chunk may have one slot alone, and its neighbour's is taken.
     */
    SlotSet newSet() {
        boolean wide = heap.memory().wordSize().bytes() == Long.BYTES;
        return wide ? reached.beside() : new SlotSet(heap.slots());
    }

    void forgetVisited() {
        weak.retain(reached);
    }

    void run(Roots roots) {
        Strong strong = new Strong();
        for (RootRange range : roots.ranges()) {
            if (!range.mayBeStale()) {
                strong.scan(range.start(), range.end());
                strong.drain();
            }
        }
        for (RootWord word : roots.words()) {
            if (!word.stale()) {
                strong.point(word.value(), 0);
            }
        }
        strong.drain();
        collectStale(roots);
        markRepeated(strong);
        markSingle();
    }

    /** Lists the chunks that stacks and registers alone hold, once for each word. */
    private void collectStale(Roots roots) {
        WordScan stale =
                new WordScan(heap, links) {
                    @Override
                    void edge(long slot, long place) {
                        if (!reached.has(slot)) {
                            addHead(slot);
                        }
                    }
                };
        for (RootRange range : roots.ranges()) {
            if (range.mayBeStale()) {
                stale.scan(range.start(), range.end());
            }
        }
        for (RootWord word : roots.words()) {
            if (word.stale()) {
                stale.point(word.value(), 0);
            }
        }
        Arrays.sort(heads, 0, headCount);
    }

    private void addHead(long slot) {
        if (headCount == heads.length) {
            heads = Arrays.copyOf(heads, 2 * headCount);
        }
        heads[headCount++] = slot;
    }

    /** What two words hold is no leftover; those of one word stay in the list. */
    private void markRepeated(Strong strong) {
        int singles = 0;
        for (int i = 0; i < headCount; ) {
            int next = i + 1;
            while (next < headCount && heads[next] == heads[i]) {
                next++;
            }
            if (next - i > 1) {
                strong.edge(heads[i], 0);
            } else {
                heads[singles++] = heads[i];
            }
            i = next;
        }
        headCount = singles;
        strong.drain();
    }

    private void markSingle() {
        Weak below = new Weak();
        for (int i = 0; i < headCount; i++) {
            if (reached.add(heads[i])) {
                weak.add(heads[i]);
                pending.push(heads[i]);
            }
        }
        below.drain();
        below.raise();
    }

    private boolean isHead(long slot) {
        return Arrays.binarySearch(heads, 0, headCount, slot) >= 0;
    }

    /** Marks as reached. */
    private final class Strong extends WordScan {

        Strong() {
            super(heap, links);
        }

        @Override
        void edge(long slot, long place) {
            if (reached.add(slot)) {
                pending.push(slot);
            }
        }

        void drain() {
            for (long slot = pending.pop(); slot >= 0; slot = pending.pop()) {
                scanChunk(slot);
            }
        }
    }

    /** Marks as weak; a chunk that one such word and another such chunk hold is not. */
    private final class Weak extends WordScan {

        private long[] held = new long[16];
        private int heldCount;
        private long current;
        private boolean raising;

        Weak() {
            super(heap, links);
        }

        @Override
        void edge(long slot, long place) {
            if (raising) {
                if (weak.has(slot)) {
                    weak.remove(slot);
                    pending.push(slot);
                }
            } else if (reached.add(slot)) {
                weak.add(slot);
                pending.push(slot);
            } else if (slot != current && weak.has(slot) && isHead(slot)) {
                if (heldCount == held.length) {
                    held = Arrays.copyOf(held, 2 * heldCount);
                }
                held[heldCount++] = slot;
            }
        }

        void drain() {
            for (current = pending.pop(); current >= 0; current = pending.pop()) {
                scanChunk(current);
            }
        }

        /** Takes back that chunks are weak which more than one word holds. */
        void raise() {
            raising = true;
            for (int i = 0; i < heldCount; i++) {
                edge(held[i], 0);
            }
            drain();
        }
    }
}
