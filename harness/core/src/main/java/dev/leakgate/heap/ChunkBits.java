package dev.leakgate.heap;

/**
 * Remembers where chunks begin and which are live: two bits for every 16 bytes of heap.
 *
 * <p>A chunk ends where the next begins, so that no size is kept. A search for the begin or the end
 * of a chunk looks at 64 places at once, and at most at one granule: what lies farther was noted
 * when the bits were complete.
 */
final class ChunkBits implements ChunkSink {

    private static final int WORDS_PER_GRANULE = Slots.SLOTS_PER_GRANULE / Long.SIZE;
    private static final int GRANULE_BITS = Long.numberOfTrailingZeros(Slots.SLOTS_PER_GRANULE);

    private final Slots slots;
    private final int header;
    private final long[] begins;
    private final long[] live;
    private final long[] before;
    private final long[] from;

    ChunkBits(Slots slots, int wordSize) {
        this.slots = slots;
        header = 2 * wordSize;
        begins = new long[(int) (slots.count() / Long.SIZE)];
        live = new long[begins.length];
        before = new long[slots.granules()];
        from = new long[slots.granules() + 1];
    }

    @Override
    public void chunk(long chunk, long size, boolean isLive) {
        long slot = slots.of(chunk + header);
        if (slot < 0) {
            return; // of a heap that there are no numbers for
        }
        begins[(int) (slot >>> 6)] |= 1L << slot;
        if (isLive) {
            live[(int) (slot >>> 6)] |= 1L << slot;
        }
    }

    @Override
    public void end(long chunk) {
        long slot = slots.of(chunk + header);
        if (slot >= 0) {
            begins[(int) (slot >>> 6)] |= 1L << slot;
        }
    }

    @Override
    public boolean free(long chunk) {
        long user = chunk + header;
        long slot = user % ChunkWalk.ALIGNMENT == 0 ? slots.of(user) : -1;
        if (slot < 0 || !isLive(slot)) {
            return false;
        }
        live[(int) (slot >>> 6)] &= ~(1L << slot);
        return true;
    }

    /** Notes for each granule what lies before and behind it; to be called when all is walked. */
    void complete() {
        long last = -1;
        for (int granule = 0; granule < before.length; granule++) {
            last = slots.follows(granule) ? last : -1;
            before[granule] = last;
            for (int i = WORDS_PER_GRANULE - 1; i >= 0; i--) {
                long bits = begins[granule * WORDS_PER_GRANULE + i];
                if (bits != 0) {
                    last =
                            slot(granule * WORDS_PER_GRANULE + i, 63)
                                    - Long.numberOfLeadingZeros(bits);
                    break;
                }
            }
        }
        long first = -1;
        from[before.length] = -1;
        for (int granule = before.length - 1; granule >= 0; granule--) {
            for (int i = 0; i < WORDS_PER_GRANULE; i++) {
                long bits = begins[granule * WORDS_PER_GRANULE + i];
                if (bits != 0) {
                    first =
                            slot(granule * WORDS_PER_GRANULE + i, 0)
                                    + Long.numberOfTrailingZeros(bits);
                    break;
                }
            }
            from[granule] = first;
            first = slots.follows(granule) ? first : -1;
        }
    }

    private static long slot(int index, int bit) {
        return ((long) index << 6) + bit;
    }

    boolean isLive(long slot) {
        return (live[(int) (slot >>> 6)] >>> slot & 1) != 0;
    }

    /** Says whether a chunk, live or free, begins at a slot. */
    boolean begins(long slot) {
        return (begins[(int) (slot >>> 6)] >>> slot & 1) != 0;
    }

    /** Returns the last slot at or before one where a chunk begins; −1 when there is none. */
    long beginOf(long slot) {
        int index = (int) (slot >>> 6);
        long bits = begins[index] & -1L >>> (63 - (int) (slot & 63));
        while (bits == 0) {
            if ((index & WORDS_PER_GRANULE - 1) == 0) {
                return before[(int) (slot >>> GRANULE_BITS)];
            }
            bits = begins[--index];
        }
        return slot(index, 63) - Long.numberOfLeadingZeros(bits);
    }

    /** Returns the first slot behind one where a chunk begins or the heap ends; −1 for none. */
    long endOf(long slot) {
        long next = slot + 1;
        int index = (int) (next >>> 6);
        if (index == begins.length) {
            return -1;
        }
        long bits = begins[index] & -1L << next;
        int granule = (int) (slot >>> GRANULE_BITS);
        while (bits == 0) {
            index++;
            if ((index & WORDS_PER_GRANULE - 1) == 0) {
                return from[granule + 1];
            }
            bits = begins[index];
        }
        return slot(index, 0) + Long.numberOfTrailingZeros(bits);
    }

    /** Returns the first slot at or behind one where a live chunk begins; −1 for none. */
    long nextLive(long slot) {
        int index = (int) (slot >>> 6);
        if (index >= live.length) {
            return -1;
        }
        long bits = live[index] & -1L << slot;
        while (bits == 0) {
            if (++index == live.length) {
                return -1;
            }
            bits = live[index];
        }
        return slot(index, 0) + Long.numberOfTrailingZeros(bits);
    }
}
