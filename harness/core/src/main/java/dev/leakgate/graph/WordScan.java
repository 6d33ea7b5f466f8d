package dev.leakgate.graph;

import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.FrozenMemory;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Looks at each aligned word of memory and tells of those that point into a live chunk.
 *
 * <p>Reads whole words by views of them: four times as fast as a ByteBuffer's getLong. Nothing is
 * allocated.
 */
abstract class WordScan {

    private static final int SLOT_SHIFT = 4;

    private final HeapMap heap;
    private final Links links;
    private final FrozenMemory memory;
    private final boolean wide;
    private final long lowest;
    private final long highest;

    WordScan(HeapMap heap, Links links) {
        this.heap = heap;
        this.links = links;
        memory = heap.memory();
        wide = memory.wordSize().bytes() == Long.BYTES;
        lowest = heap.lowest();
        highest = heap.highest();
    }

    /**
     * Takes a word that points into a chunk.
     *
     * @param slot of the chunk
     * @param place address of the word
     */
    abstract void edge(long slot, long place);

    /** Scans a live chunk. Its last word, the next one's size, is too small for a pointer. */
    final void scanChunk(long slot) {
        long end = heap.endOf(slot);
        long at = slot;
        while (at < end) {
            at = links.next(at, end);
            if (at < end) {
                long behind = Links.behind(at, end);
                long place = heap.address(at);
                scan(place, place + ((behind - at) << SLOT_SHIFT));
                at = behind;
            }
        }
    }

    /** Scans a range; what the image does not hold is skipped. */
    final void scan(long start, long end) {
        int span = memory.spanFrom(start);
        while (span < memory.spans() && Long.compareUnsigned(memory.start(span), end) < 0) {
            long first = memory.firstWord(span);
            long from = Math.max(start, first) - first;
            long to = Math.min(end, memory.end(span)) - first;
            if (wide) {
                scan64(memory.longs(span), (int) ((from + 7) >>> 3), (int) (to >> 3), first);
            } else {
                scan32(memory.ints(span), (int) ((from + 3) >>> 2), (int) (to >> 2), first);
            }
            span++;
        }
    }

    private void scan64(LongBuffer words, int from, int to, long base) {
        for (int at = next64(words, from, to); at < to; at = next64(words, at + 1, to)) {
            point(words.get(at), base + ((long) at << 3));
        }
    }

    private void scan32(IntBuffer words, int from, int to, long base) {
        for (int at = next32(words, from, to); at < to; at = next32(words, at + 1, to)) {
            point(Integer.toUnsignedLong(words.get(at)), base + ((long) at << 2));
        }
    }

    /**
     * Finds the next word that leads between the heaps' ends. Nothing is called in the loop, so
     * that the compiler takes the checks of bounds out of it.
     */
    private int next64(LongBuffer words, int from, int to) {
        // Less this, what lies between the ends is below all else in signed order.
        long less = lowest + Long.MIN_VALUE;
        long most = highest - less;
        for (int at = from; at < to; at++) {
            if (words.get(at) - less <= most) {
                return at;
            }
        }
        return to;
    }

    private int next32(IntBuffer words, int from, int to) {
        int less = (int) lowest + Integer.MIN_VALUE;
        int most = (int) highest - less;
        for (int at = from; at < to; at++) {
            if (words.get(at) - less <= most) {
                return at;
            }
        }
        return to;
    }

    /** Takes a value that may be a pointer. */
    final void point(long value, long place) {
        long slot = heap.slotAt(value);
        if (slot >= 0) {
            edge(slot, place);
        }
    }
}
