package dev.leakgate.heap;

/**
 * Passes over the live chunks of a heap in order of their addresses. Nothing is allocated, and the
 * heap itself is not read.
 *
 * <pre>{@code
 * ChunkCursor chunk = heap.chunks();
 * while (chunk.next()) {
 *     sum += chunk.size();
 * }
 * }</pre>
 */
public final class ChunkCursor {

    private final HeapMap heap;
    private final ChunkBits bits;
    private final long end;
    private long slot;
    private long size;
    private int span = -1;
    private long spanEnd = -1;
    private long address;

    ChunkCursor(HeapMap heap, ChunkBits bits, long from, long end) {
        this.heap = heap;
        this.bits = bits;
        this.end = end;
        slot = from - 1;
    }

    /** Moves to the next chunk; false when there is none. */
    public boolean next() {
        long next = bits.nextLive(slot + 1);
        if (next < 0 || next >= end) {
            return false;
        }
        slot = next;
        address = heap.address(next);
        if (address >= spanEnd) {
            span = heap.spanAt(address);
            spanEnd = heap.spanEnd(span);
        }
        size = ((bits.endOf(next) - next) << Slots.SHIFT) + heap.sizeBeyond(span);
        return true;
    }

    /** Returns the slot of the chunk, by which sets of bits know it. */
    public long slot() {
        return slot;
    }

    /** Returns where the user's bytes begin: what malloc returned. */
    public long address() {
        return address;
    }

    /** Returns the bytes of the chunk as malloc counts them, with its header. */
    public long size() {
        return size;
    }

    /** Returns the bytes that the program may use, as malloc_usable_size does. */
    public long usable() {
        return size - heap.overheadOf(span);
    }

    /** Returns the index of the arena in {@link HeapMap#arenas()}. */
    public int arena() {
        return heap.arenaOfSpan(span);
    }
}
