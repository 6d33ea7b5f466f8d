package dev.leakgate.graph;

import dev.leakgate.heap.ChunkCursor;
import dev.leakgate.heap.HeapMap;

/**
 * Finds among the chunks that no root leads to those that lead the others.
 *
 * <p>Passes over them in order of address; each that was not visited becomes a head, and all that
 * it leads to is visited. A head that a later one leads to is none any more. That is not seen where
 * the way to it goes through what an earlier head led to; so if any flood met such a chunk, all are
 * run once more from the last head to the first. Every group of chunks in a circle that nothing
 * leads to has been entered at its lowest address, and is not reached from elsewhere; any other
 * head is reached from one that came later, else it would have been visited before its turn. So
 * those left are the heads of strongly connected components without an incoming edge, and no
 * component needs to be computed.
 */
final class LeakFlood extends WordScan {

    private final HeapMap heap;
    private final RootMark mark;
    private final SlotSet visited;
    private final SlotSet heads;
    private final Pending pending;
    private Below below = new Below();
    private long head;
    private long current;
    private long chunks;
    private long bytes;
    private boolean hasEdge;
    private boolean again;
    private boolean met;
    private boolean hasSeen;

    LeakFlood(HeapMap heap, Links links, RootMark mark) {
        super(heap, links);
        this.heap = heap;
        this.mark = mark;
        visited = mark.visited();
        heads = mark.newSet();
        pending = new Pending(heap.slots());
    }

    boolean isHead(long slot) {
        return heads.has(slot);
    }

    /**
     * Returns an empty set for chunks that are reached, until the next call. It is the one of
     * heads, which are not reached.
     */
    SlotSet seen() {
        if (hasSeen) {
            ChunkCursor chunk = heap.chunks();
            while (chunk.next()) {
                if (mark.isReached(chunk.slot())) {
                    heads.remove(chunk.slot());
                }
            }
        }
        hasSeen = true;
        return heads;
    }

    Below below() {
        return below;
    }

    void run() {
        ChunkCursor chunk = heap.chunks();
        while (chunk.next()) {
            long slot = chunk.slot();
            if (!mark.isReached(slot) && visited.add(slot)) {
                heads.add(slot);
                flood(slot);
                if (hasEdge) {
                    below.add(slot, chunks, bytes);
                }
            }
        }
        if (met) {
            runBackwards();
        }
    }

    private void runBackwards() {
        again = true;
        Below linked = below;
        below = new Below();
        mark.forgetVisited();
        for (long slot = heads.previous(heap.slots() - 1);
                slot >= 0;
                slot = heads.previous(slot - 1)) {
            if (heap.slotAt(heap.address(slot)) != slot) {
                continue; // of the set beside
            }
            if (!visited.add(slot)) {
                heads.remove(slot);
            } else if (linked.has(slot)) {
                flood(slot);
                below.add(slot, chunks, bytes);
            }
        }
        below.reverse();
    }

    private void flood(long slot) {
        head = slot;
        chunks = 0;
        bytes = 0;
        hasEdge = false;
        for (current = slot; current >= 0; current = pending.pop()) {
            scanChunk(current);
        }
    }

    @Override
    void edge(long slot, long place) {
        if (slot == current || mark.isReached(slot)) {
            return;
        }
        hasEdge = true;
        if (visited.add(slot)) {
            chunks++;
            bytes += heap.size(heap.address(slot));
            pending.push(slot);
        } else if (!again && slot != head) {
            if (heads.has(slot)) {
                heads.remove(slot);
                chunks += 1 + below.chunks(slot);
                bytes += heap.size(heap.address(slot)) + below.bytes(slot);
                below.clear(slot);
            } else {
                met = true;
            }
        }
    }
}
