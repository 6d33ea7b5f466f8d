package dev.leakgate.graph;

import dev.leakgate.heap.ChunkCursor;
import dev.leakgate.heap.HeapMap;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tells of each live chunk of a heap whether the program can still reach it.
 *
 * <p>Looks at every word from which the program can go on, and follows each that leads anywhere
 * into a live chunk. What a place may hold that could not be read is never called leaked. Costs
 * three bits for every 16 bytes of heap while it is made, and two when it is done; no chunk has an
 * object.
 *
 * <p>Of the image of a process that ran on, what is said of single chunks that were in use
 * meanwhile is not certain.
 */
public final class Reachability {

    private final HeapMap heap;
    private final Roots roots;
    private final long[] reachable;
    private final LeakedChunks leaked;
    private final Map<Reach, ReachCount> totals = new EnumMap<>(Reach.class);

    private Reachability(HeapMap heap, Roots roots, long[] reachable, LeakedChunks leaked) {
        this.heap = heap;
        this.roots = roots;
        this.reachable = reachable;
        this.leaked = leaked;
    }

    /**
     * Follows all pointers of a heap.
     *
     * @param kernelHeld words that the kernel keeps for the program and gives back, as {@code
     *     KernelPointers} reads them of a process that runs
     */
    public static Reachability of(HeapMap heap, long... kernelHeld) {
        Roots roots = Roots.of(heap, kernelHeld);
        long[] reachable = new long[(int) (heap.slots() >>> 6)];
        Flood flood = new Flood(heap, reachable);
        for (RootWord root : roots.words()) {
            flood.follow(root.value());
        }
        for (RootRange range : roots.ranges()) {
            flood.follow(range.start(), range.end());
            flood.drain();
        }
        flood.drain();
        Reachability result =
                new Reachability(heap, roots, reachable, LeakedChunks.of(heap, reachable));
        result.add();
        return result;
    }

    private void add() {
        long direct = 0;
        long directBytes = 0;
        long held = 0;
        long heldBytes = 0;
        ChunkCursor chunk = heap.chunks();
        while (chunk.next()) {
            if (Flood.isIn(reachable, chunk.slot())) {
                held++;
                heldBytes += chunk.size();
            } else if (leaked.isDirect(chunk.slot())) {
                direct++;
                directBytes += chunk.size();
            }
        }
        totals.put(Reach.DIRECT, new ReachCount(direct, directBytes));
        totals.put(
                Reach.INDIRECT,
                new ReachCount(
                        heap.liveChunks() - held - direct,
                        heap.liveBytes() - heldBytes - directBytes));
        totals.put(Reach.WEAK, ReachCount.NONE);
        totals.put(Reach.REACHABLE, new ReachCount(held, heldBytes));
    }

    /**
     * Says it of one chunk. Costs a few nanoseconds and allocates nothing.
     *
     * @param slot of a live chunk, as {@link ChunkCursor#slot} and {@link HeapMap#slotAt} give it
     */
    public Reach of(long slot) {
        if (Flood.isIn(reachable, slot)) {
            return Reach.REACHABLE;
        }
        return leaked.isDirect(slot) ? Reach.DIRECT : Reach.INDIRECT;
    }

    /** Returns the chunks of a kind, over all arenas. */
    public ReachCount total(Reach reach) {
        return totals.getOrDefault(reach, ReachCount.NONE);
    }

    /**
     * Returns what hangs below a chunk that is {@link Reach#DIRECT}, itself not counted; none for
     * others. What hangs below several is counted below the one of the highest address, so that the
     * sum over all is the total of {@link Reach#INDIRECT}. Beyond four million of those that have
     * something below them, it is not known and said to be none.
     */
    public ReachCount below(long slot) {
        return leaked.below(slot);
    }

    /** Returns the heap. */
    public HeapMap heap() {
        return heap;
    }

    Roots roots() {
        return roots;
    }
}
