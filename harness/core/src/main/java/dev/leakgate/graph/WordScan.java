package dev.leakgate.graph;

import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.FrozenMemory;
import java.nio.ByteBuffer;

/**
 * Looks at each aligned word of memory and tells of those that point into a live chunk.
 *
 * <p>Costs 1.5 ns a word of 8 bytes, and 10 ns more for each pointer. Nothing is allocated.
 */
abstract class WordScan {

    private final HeapMap heap;
    private final FrozenMemory memory;
    private final boolean wide;
    private final long lowest;
    private final long highest;

    WordScan(HeapMap heap) {
        this.heap = heap;
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
        long start = heap.address(slot);
        scan(start, start + ((heap.endOf(slot) - slot) << 4));
    }

    /** Scans a range; what the image does not hold is skipped. */
    final void scan(long start, long end) {
        int span = memory.spanFrom(start);
        while (span < memory.spans() && memory.start(span) < end) {
            long from = Math.max(start, memory.start(span));
            long to = Math.min(end, memory.end(span));
            int at = (int) (from - memory.start(span));
            if (wide) {
                scan64(memory.bytes(span), at, (int) (to - from) + at, from - at);
            } else {
                scan32(memory.bytes(span), at, (int) (to - from) + at, from - at);
            }
            span++;
        }
    }

    private void scan64(ByteBuffer bytes, int from, int to, long base) {
        for (int at = from; at <= to - Long.BYTES; at += Long.BYTES) {
            long value = bytes.getLong(at);
            if (value >= lowest && value <= highest) {
                point(value, base + at);
            }
        }
    }

    private void scan32(ByteBuffer bytes, int from, int to, long base) {
        for (int at = from; at <= to - Integer.BYTES; at += Integer.BYTES) {
            long value = Integer.toUnsignedLong(bytes.getInt(at));
            if (value >= lowest && value <= highest) {
                point(value, base + at);
            }
        }
    }

    /** Takes a value that may be a pointer. */
    final void point(long value, long place) {
        long slot = heap.slotAt(value);
        if (slot >= 0) {
            edge(slot, place);
        }
    }
}
