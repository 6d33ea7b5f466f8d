package dev.leakgate.heap;

/**
 * Tells which chunks came between two images of one process, and are still there.
 *
 * <p>A chunk is the same in both when its address and its size are, and its first word does not
 * tell another type: where that is a pointer into a module, as a vtable's, in one of them, it must
 * be the same. What was freed and handed out again with the same size and type passes for the same;
 * so the counts of what came and went are each too low by those, and their difference is exact.
 *
 * <p>Costs one pass over both, and one bit for every 16 bytes of the later heap.
 */
public final class HeapDiff {

    private final long[] appeared;
    private long appearedChunks;
    private long appearedBytes;
    private long goneChunks;
    private long goneBytes;

    private HeapDiff(HeapMap after) {
        appeared = new long[(int) (after.slots() >>> 6)];
    }

    /**
     * Compares two images.
     *
     * @param before the earlier one
     * @param after the later one
     */
    public static HeapDiff of(HeapMap before, HeapMap after) {
        HeapDiff diff = new HeapDiff(after);
        ChunkCursor old = before.chunks();
        ChunkCursor now = after.chunks();
        boolean hasOld = old.next();
        while (now.next()) {
            while (hasOld && old.address() < now.address()) {
                diff.gone(old);
                hasOld = old.next();
            }
            if (!hasOld || old.address() != now.address()) {
                diff.appeared(now);
                continue;
            }
            if (old.size() != now.size() || isOtherType(before, after, now.address())) {
                diff.gone(old);
                diff.appeared(now);
            }
            hasOld = old.next();
        }
        while (hasOld) {
            diff.gone(old);
            hasOld = old.next();
        }
        return diff;
    }

    private static boolean isOtherType(HeapMap before, HeapMap after, long chunk) {
        long old = before.memory().word(chunk);
        long now = after.memory().word(chunk);
        return old != now && (isInModule(before, old) || isInModule(after, now));
    }

    private static boolean isInModule(HeapMap heap, long pointer) {
        int mapping = pointer == 0 ? -1 : heap.layout().indexOf(pointer);
        return mapping >= 0 && heap.layout().name(mapping).startsWith("/");
    }

    private void appeared(ChunkCursor chunk) {
        appeared[(int) (chunk.slot() >>> 6)] |= 1L << chunk.slot();
        appearedChunks++;
        appearedBytes += chunk.size();
    }

    private void gone(ChunkCursor chunk) {
        goneChunks++;
        goneBytes += chunk.size();
    }

    /** Says whether the chunk at a slot of the later heap came between. */
    public boolean hasAppeared(long slot) {
        return (appeared[(int) (slot >>> 6)] & (1L << slot)) != 0;
    }

    /** Returns how many chunks came between and are still there. */
    public long appearedChunks() {
        return appearedChunks;
    }

    /** Returns the bytes of these, their headers included. */
    public long appearedBytes() {
        return appearedBytes;
    }

    /** Returns how many chunks of the earlier heap are there no more. */
    public long goneChunks() {
        return goneChunks;
    }

    /** Returns the bytes of these, their headers included. */
    public long goneBytes() {
        return goneBytes;
    }
}
