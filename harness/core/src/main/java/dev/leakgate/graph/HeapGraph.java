package dev.leakgate.graph;

import dev.leakgate.heap.ChunkCursor;
import dev.leakgate.heap.HeapMap;

/**
 * Tells of each live chunk whether the program can still reach it.
 *
 * <pre>{@code
 * HeapGraph graph = HeapGraph.of(heap);
 * ChunkCursor chunk = heap.chunks();
 * while (chunk.next()) {
 *     if (graph.of(chunk.slot()).isLeaked()) { … }
 * }
 * }</pre>
 *
 * <p>A word that points anywhere into a live chunk is an edge, aligned as pointers are. Each heap
 * is read once. Costs two bits for every 16 bytes of it, of a 32-bit process three, and one for
 * every 64.
 */
public final class HeapGraph {

    private final HeapMap heap;
    private final Roots roots;
    private final Links links;
    private final RootMark mark;
    private final LeakFlood leaks;
    private final long[] chunks = new long[Reachability.values().length];
    private final long[] bytes = new long[Reachability.values().length];

    private HeapGraph(HeapMap heap, Roots roots, Links links, RootMark mark, LeakFlood leaks) {
        this.heap = heap;
        this.roots = roots;
        this.links = links;
        this.mark = mark;
        this.leaks = leaks;
    }

    /**
     * Follows all pointers from the roots of the heap's image.
     *
     * @param heap of an allocator that is not opaque; of any other there are no chunks
     */
    public static HeapGraph of(HeapMap heap) {
        return of(heap, Roots.of(heap));
    }

    /** Follows all pointers from roots. */
    public static HeapGraph of(HeapMap heap, Roots roots) {
        Links links = Links.of(heap);
        RootMark mark = new RootMark(heap, links);
        mark.run(roots);
        LeakFlood leaks = new LeakFlood(heap, links, mark);
        leaks.run();
        HeapGraph graph = new HeapGraph(heap, roots, links, mark, leaks);
        graph.sum();
        return graph;
    }

    private void sum() {
        ChunkCursor chunk = heap.chunks();
        while (chunk.next()) {
            int kind = of(chunk.slot()).index();
            chunks[kind]++;
            bytes[kind] += chunk.size();
        }
    }

    /** Returns the heap. */
    public HeapMap heap() {
        return heap;
    }

    /** Returns the roots that were followed. */
    public Roots roots() {
        return roots;
    }

    /** Returns where in the heap pointers may be. */
    Links links() {
        return links;
    }

    /** Returns an empty set for chunks that are reached, until the next call. */
    SlotSet seen() {
        return leaks.seen();
    }

    /** Says who holds the live chunk at a slot. */
    public Reachability of(long slot) {
        if (mark.isReached(slot)) {
            return mark.isWeak(slot) ? Reachability.WEAK : Reachability.REACHABLE;
        }
        return leaks.isHead(slot) ? Reachability.DIRECT : Reachability.INDIRECT;
    }

    /** Returns the number of chunks that are held so. */
    public long chunks(Reachability reachability) {
        return chunks[reachability.index()];
    }

    /** Returns the bytes of the chunks that are held so, their headers included. */
    public long bytes(Reachability reachability) {
        return bytes[reachability.index()];
    }

    /**
     * Returns the number of chunks that hang below one that is {@link Reachability#DIRECT}. What
     * hangs below several counts for one of them.
     */
    public long chunksBelow(long slot) {
        return leaks.below().chunks(slot);
    }

    /** Returns the bytes of the chunks that hang below one that is {@link Reachability#DIRECT}. */
    public long bytesBelow(long slot) {
        return leaks.below().bytes(slot);
    }
}
