package dev.leakgate.graph;

/** Holds a set of slots, a bit each. */
final class SlotSet {

    private final long[] words;

    SlotSet(long slots) {
        words = new long[(int) (slots >>> 6)];
    }

    boolean has(long slot) {
        return ((words[(int) (slot >>> 6)] >>> slot) & 1) != 0;
    }

    /** Adds a slot; false when it was there. */
    boolean add(long slot) {
        int index = (int) (slot >>> 6);
        long word = words[index];
        long with = word | (1L << slot);
        words[index] = with;
        return with != word;
    }

    void remove(long slot) {
        words[(int) (slot >>> 6)] &= ~(1L << slot);
    }

    /** Returns the first slot at or behind one; −1 when there is none. */
    long next(long slot) {
        int index = (int) (slot >>> 6);
        if (index >= words.length) {
            return -1;
        }
        long bits = words[index] & (-1L << slot);
        while (bits == 0) {
            if (++index == words.length) {
                return -1;
            }
            bits = words[index];
        }
        return ((long) index << 6) + Long.numberOfTrailingZeros(bits);
    }

    /** Returns the last slot at or before one; −1 when there is none. */
    long previous(long slot) {
        if (slot < 0) {
            return -1;
        }
        int index = (int) (slot >>> 6);
        long bits = words[index] & (-1L >>> (63 - (int) (slot & 63)));
        while (bits == 0) {
            if (--index < 0) {
                return -1;
            }
            bits = words[index];
        }
        return ((long) index << 6) + 63 - Long.numberOfLeadingZeros(bits);
    }

    /** Removes all that another set does not have. */
    void retain(SlotSet others) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= others.words[i];
        }
    }
}
