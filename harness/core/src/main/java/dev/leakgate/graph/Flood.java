package dev.leakgate.graph;

import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.FrozenMemory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Follows pointers from chunk to chunk, and marks in a set of bits where it has been.
 *
 * <p>Any word that leads anywhere into a live chunk is a pointer. The chunks that wait are on a
 * stack of limited size; what finds no room waits in a second set of bits, so that the memory
 * needed does not depend on the shape of the data.
 *
 * <p>Costs about 1 ns a word, and 30 ns a pointer to a chunk not met before; nothing is allocated.
 */
final class Flood {

    private static final int MOST_ON_STACK = 1 << 12;

    private final HeapMap heap;
    private final FrozenMemory memory;
    private final boolean wide;
    private final int word;
    private final long lowest;
    private final long extent;
    private final long[] visited;
    private final long[] stack = new long[MOST_ON_STACK];
    private int depth;
    private long @Nullable [] waiting;
    private boolean someWait;
    private long chunks;
    private long bytes;

    /** Goes through a heap; where {@code visited} has bits it has been already. */
    Flood(HeapMap heap, long[] visited) {
        this.heap = heap;
        this.visited = visited;
        memory = heap.memory();
        word = memory.wordSize().bytes();
        wide = word == Long.BYTES;
        lowest = heap.lowest();
        extent = heap.highest() - lowest;
    }

    static boolean isIn(long[] set, long slot) {
        return (set[(int) (slot >>> 6)] >>> slot & 1) != 0;
    }

    static void put(long[] set, long slot) {
        set[(int) (slot >>> 6)] |= 1L << slot;
    }

    /** Returns the number of chunks that were followed since {@link #count} was called last. */
    long chunks() {
        return chunks;
    }

    /** Returns their bytes. */
    long bytes() {
        return bytes;
    }

    /** Begins to count anew. */
    void count() {
        chunks = 0;
        bytes = 0;
    }

    /** Goes on from a chunk, unless it has been there. */
    void visit(long slot) {
        if (!isIn(visited, slot)) {
            put(visited, slot);
            push(slot);
        }
    }

    /** Goes on from a word. */
    void follow(long pointer) {
        if (pointer - lowest >= 0 && pointer - lowest < extent) {
            long slot = heap.slotAt(pointer);
            if (slot >= 0) {
                visit(slot);
            }
        }
    }

    /** Goes on from all words in a range. */
    void follow(long start, long end) {
        long at = start + word - 1 & -word;
        while (at < end) {
            int span = memory.spanFrom(at);
            if (span == memory.spans() || memory.start(span) >= end) {
                return;
            }
            at = Math.max(at, memory.start(span) + word - 1 & -word);
            long stop = Math.min(end, memory.end(span));
            followIn(
                    memory.bytes(span),
                    (int) (at - memory.start(span)),
                    (int) (stop - memory.start(span)));
            at = stop;
        }
    }

    private void followIn(ByteBuffer span, int from, int end) {
        if (wide) {
            for (int at = from; at <= end - Long.BYTES; at += Long.BYTES) {
                long offset = span.getLong(at) - lowest;
                if (offset >= 0 && offset < extent) {
                    follow(offset + lowest);
                }
            }
        } else {
            for (int at = from; at <= end - Integer.BYTES; at += Integer.BYTES) {
                long offset = Integer.toUnsignedLong(span.getInt(at)) - lowest;
                if (offset >= 0 && offset < extent) {
                    follow(offset + lowest);
                }
            }
        }
    }

    private void push(long slot) {
        if (depth < MOST_ON_STACK) {
            stack[depth++] = slot;
        } else {
            if (waiting == null) {
                waiting = new long[visited.length];
            }
            put(waiting, slot);
            someWait = true;
        }
    }

    /** Follows all that waits, until there is nothing new. */
    void drain() {
        while (true) {
            while (depth > 0) {
                enter(stack[--depth]);
            }
            if (!someWait) {
                return;
            }
            someWait = false;
            sweep();
        }
    }

    private void sweep() {
        long[] set = waiting;
        for (int i = 0; set != null && i < set.length; i++) {
            while (set[i] != 0) {
                long slot = ((long) i << 6) + Long.numberOfTrailingZeros(set[i]);
                set[i] &= set[i] - 1;
                enter(slot);
                while (depth > 0) {
                    enter(stack[--depth]);
                }
            }
        }
    }

    private void enter(long slot) {
        long chunk = heap.address(slot);
        chunks++;
        bytes += heap.size(chunk);
        follow(chunk, chunk + heap.usable(chunk));
    }
}
