package dev.leakgate.heap;

import java.util.Arrays;

/**
 * Numbers the places in the heaps where a user's bytes can begin, one for every 16 bytes, in order
 * of their addresses, so that a set of chunks is a set of bits: 8 KiB for each MiB of heap.
 *
 * <p>Memory is cut into granules of 1 MiB; only those that have a heap have numbers. To find an
 * address's costs two loads.
 */
final class Slots {

    /** malloc.c: MALLOC_ALIGNMENT, of the user's bytes, not of the header. */
    static final int SHIFT = 4;

    static final int GRANULE_SHIFT = 20;
    static final int SLOTS_PER_GRANULE = 1 << (GRANULE_SHIFT - SHIFT);

    private static final int TOP_SHIFT = 30;
    private static final int TOPS = 1 << 17; /* 47 bits of user addresses */
    private static final int LOWER = 1 << (TOP_SHIFT - GRANULE_SHIFT);
    private static final int SLOT_BITS = GRANULE_SHIFT - SHIFT;

    /**
     * Bytes that all sets of bits take for a granule, those of the graph too: five bits for each
     * slot and one for every fourth.
     */
    static final long BYTES_PER_GRANULE = SLOTS_PER_GRANULE * 21L / (4 * Byte.SIZE);

    private final int[] tops = new int[TOPS];
    private final int[] granules;
    private final long[] bases;
    private final long lowest;
    private final long highest;

    /**
     * Numbers what lies in ranges.
     *
     * @param starts first addresses, ascending
     * @param ends addresses behind the last ones
     */
    Slots(long[] starts, long[] ends) {
        int lowers = 1; // the first is of those that have no granule
        int count = 0;
        long next = 0;
        for (int i = 0; i < starts.length; i++) {
            for (long granule = Math.max(next, starts[i] >>> GRANULE_SHIFT);
                    granule <= ends[i] >>> GRANULE_SHIFT;
                    granule++) {
                int top = (int) (granule >>> (TOP_SHIFT - GRANULE_SHIFT));
                if (tops[top] == 0) {
                    tops[top] = lowers++ * LOWER;
                }
                count++;
                next = granule + 1;
            }
        }
        granules = new int[lowers * LOWER];
        Arrays.fill(granules, -1);
        bases = new long[count];
        number(starts, ends);
        lowest = starts.length == 0 ? 0 : starts[0];
        highest = starts.length == 0 ? 0 : ends[ends.length - 1];
    }

    private void number(long[] starts, long[] ends) {
        int count = 0;
        long next = 0;
        for (int i = 0; i < starts.length; i++) {
            for (long granule = Math.max(next, starts[i] >>> GRANULE_SHIFT);
                    granule <= ends[i] >>> GRANULE_SHIFT;
                    granule++) {
                int lower = tops[(int) (granule >>> (TOP_SHIFT - GRANULE_SHIFT))];
                granules[lower + (int) (granule & LOWER - 1)] = count;
                bases[count++] = granule << GRANULE_SHIFT;
                next = granule + 1;
            }
        }
    }

    /** Returns the number of slots, a multiple of 65,536. */
    long count() {
        return (long) bases.length << SLOT_BITS;
    }

    int granules() {
        return bases.length;
    }

    /** Says whether a granule begins where the one before it ends. */
    boolean follows(int granule) {
        return granule > 0 && bases[granule] - bases[granule - 1] == 1 << GRANULE_SHIFT;
    }

    /** Returns an address below which there is no slot. */
    long lowest() {
        return lowest;
    }

    /** Returns an address behind which there is no slot. */
    long highest() {
        return highest;
    }

    /** Returns the slot that an address is in; −1 when it is in none. */
    long of(long address) {
        long top = address >>> TOP_SHIFT;
        if (top >= TOPS) {
            return -1;
        }
        int granule = granules[tops[(int) top] + (int) (address >>> GRANULE_SHIFT & LOWER - 1)];
        return granule < 0
                ? -1
                : ((long) granule << SLOT_BITS) + (address >>> SHIFT & SLOTS_PER_GRANULE - 1);
    }

    /** Returns the address where a slot begins. */
    long address(long slot) {
        return bases[(int) (slot >>> SLOT_BITS)] + ((slot & SLOTS_PER_GRANULE - 1) << SHIFT);
    }
}
