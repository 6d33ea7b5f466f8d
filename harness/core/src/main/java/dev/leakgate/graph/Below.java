package dev.leakgate.graph;

import java.util.Arrays;

/** Keeps what hangs below heads, for those below which something does. 24 bytes each. */
final class Below {

    /* 48 MB; with more, what hangs below the rest is summed up in the totals alone. */
    private static final int MOST = 1 << 21;

    private long[] slots = new long[64];
    private long[] chunks = new long[64];
    private long[] bytes = new long[64];
    private int count;
    private boolean full;

    /** Adds a head; they come in ascending order, or all in descending order. */
    void add(long slot, long chunksBelow, long bytesBelow) {
        if (count == MOST) {
            full = true;
            return;
        }
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, 2 * count);
            chunks = Arrays.copyOf(chunks, 2 * count);
            bytes = Arrays.copyOf(bytes, 2 * count);
        }
        slots[count] = slot;
        chunks[count] = chunksBelow;
        bytes[count++] = bytesBelow;
    }

    /** Says whether something may hang below a head. */
    boolean has(long slot) {
        return full || find(slot) >= 0;
    }

    long chunks(long slot) {
        int index = find(slot);
        return index < 0 ? 0 : chunks[index];
    }

    long bytes(long slot) {
        int index = find(slot);
        return index < 0 ? 0 : bytes[index];
    }

    /** Forgets what hangs below a head that is none any more. */
    void clear(long slot) {
        int index = find(slot);
        if (index >= 0) {
            chunks[index] = 0;
            bytes[index] = 0;
            count = index == count - 1 ? index : count;
        }
    }

    /** Brings heads that came in descending order into ascending order. */
    void reverse() {
        for (int low = 0, high = count - 1; low < high; low++, high--) {
            swap(slots, low, high);
            swap(chunks, low, high);
            swap(bytes, low, high);
        }
    }

    private static void swap(long[] values, int one, int other) {
        long value = values[one];
        values[one] = values[other];
        values[other] = value;
    }

    private int find(long slot) {
        return Arrays.binarySearch(slots, 0, count, slot);
    }
}
