package dev.leakgate.graph;

import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.FrozenMemory;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows which places of a heap may hold pointers into it: a bit for every 64 bytes that have a word
 * between the heap's lowest address and its highest. Most chunks are read once, in order, by all
 * processors, and never again; what follows pointers looks at these places alone.
 *
 * <p>Does not know whether such a word leads into a chunk.
 */
final class Links {

    /* A processor's line: to read a word of it costs as much as to read all. */
    private static final int LINE_SHIFT = 6;

    private static final int SLOT_SHIFT = 4;
    private static final int SLOT_BITS = LINE_SHIFT - SLOT_SHIFT;
    private static final long SLOTS_PER_LINE = 1L << SLOT_BITS;

    /* What one thread takes at a time: 4 MiB of a heap. */
    private static final long PIECE = 1L << 18;

    /* More would wait for memory. */
    private static final int MOST_THREADS = 4;

    private static final int SLOTS_PER_GRANULE = 1 << 16;

    private final HeapMap heap;
    private final FrozenMemory memory;
    private final long[] bits;
    private final AtomicLong next = new AtomicLong();

    private Links(HeapMap heap) {
        this.heap = heap;
        memory = heap.memory();
        bits = new long[(int) (heap.slots() >>> (SLOT_BITS + 6))];
    }

    /** Reads all heaps once. */
    static Links of(HeapMap heap) {
        Links links = new Links(heap);
        links.read();
        return links;
    }

    /** Returns the first slot at or behind one that may hold a pointer, {@code end} for none. */
    long next(long slot, long end) {
        long line = slot >>> SLOT_BITS;
        int index = (int) (line >>> 6);
        int last = (int) ((end - 1) >>> (SLOT_BITS + 6));
        long found = bits[index] & -1L << line;
        while (found == 0) {
            if (++index > last) {
                return end;
            }
            found = bits[index];
        }
        long begin = (((long) index << 6) + Long.numberOfTrailingZeros(found)) << SLOT_BITS;
        return Math.min(end, Math.max(slot, begin));
    }

    /** Returns the slot behind those of which {@link #next} found the first. */
    static long behind(long slot, long end) {
        return Math.min(end, (slot | (SLOTS_PER_LINE - 1)) + 1);
    }

    private void read() {
        long pieces = (heap.slots() + PIECE - 1) / PIECE;
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = (int) Math.min(Math.min(processors, MOST_THREADS), pieces);
        if (threads > 1) {
            memory.makeViews();
        }
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Thread helper = new Thread(this::readPieces, "heap reader " + i);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        readPieces();
        helpers.forEach(Links::join);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readPieces() {
        long slots = heap.slots();
        for (long from = next.getAndAdd(PIECE); from < slots; from = next.getAndAdd(PIECE)) {
            long end = Math.min(from + PIECE, slots);
            for (long granule = from; granule < end; granule += SLOTS_PER_GRANULE) {
                readGranule(granule);
            }
        }
    }

    private void readGranule(long slot) {
        long start = heap.address(slot);
        long end = start + ((long) SLOTS_PER_GRANULE << SLOT_SHIFT);
        int span = memory.spanFrom(start);
        while (span < memory.spans() && Long.compareUnsigned(memory.start(span), end) < 0) {
            long first = memory.firstWord(span);
            long from = Math.max(start, first) - first;
            long to = Math.min(end, memory.end(span)) - first;
            if (memory.wordSize().bytes() == Long.BYTES) {
                mark64(memory.longs(span), (int) (from >> 3), (int) (to >> 3), slot, first - start);
            } else {
                mark32(memory.ints(span), (int) (from >> 2), (int) (to >> 2), slot, first - start);
            }
            span++;
        }
    }

    /* See WordScan for how a word is compared. */
    private void mark64(LongBuffer words, int from, int to, long slot, long base) {
        long less = heap.lowest() + Long.MIN_VALUE;
        long most = heap.highest() - less;
        for (int at = from; at < to; at++) {
            if (words.get(at) - less <= most) {
                long line = ((base + ((long) at << 3)) >> LINE_SHIFT) + (slot >>> SLOT_BITS);
                bits[(int) (line >>> 6)] |= 1L << line;
            }
        }
    }

    private void mark32(IntBuffer words, int from, int to, long slot, long base) {
        int less = (int) heap.lowest() + Integer.MIN_VALUE;
        int most = (int) heap.highest() - less;
        for (int at = from; at < to; at++) {
            if (words.get(at) - less <= most) {
                long line = ((base + ((long) at << 2)) >> LINE_SHIFT) + (slot >>> SLOT_BITS);
                bits[(int) (line >>> 6)] |= 1L << line;
            }
        }
    }
}
