package dev.leakgate.graph;

/** Holds a set of slots, a bit each. */
final class SlotSet {

    private final long[] words;
    private final int shift;

    SlotSet(long slots) {
        this(new long[(int) (slots >>> 6)], 0);
    }

    private SlotSet(long[] words, int shift) {
        this.words = words;
        this.shift = shift;
    }

    /**
     * Makes a set of slots, none of which has a neighbour in it or in this, in the bits that this
     * has for those neighbours: it costs nothing.
     */
    SlotSet beside() {
        return new SlotSet(words, 1);
    }

    boolean has(long slot) {
        long bit = slot + shift;
        return ((words[(int) (bit >>> 6)] >>> bit) & 1) != 0;
    }

    /** Adds a slot; false when it was there. */
    boolean add(long slot) {
        long bit = slot + shift;
        int index = (int) (bit >>> 6);
        long word = words[index];
        long with = word | (1L << bit);
        words[index] = with;
        return with != word;
    }

    void remove(long slot) {
        long bit = slot + shift;
        words[(int) (bit >>> 6)] &= ~(1L << bit);
    }

    /** Returns the first slot at or behind one; −1 when there is none. Of a set alone. */
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

    /**
     * Returns the last slot at or before one; −1 when there is none. Beside another set it may be
     * one before a slot of that, where no chunk begins.
     */
    long previous(long slot) {
        long bit = slot + shift;
        if (slot < 0) {
            return -1;
        }
        int index = (int) Math.min(bit >>> 6, words.length - 1);
        long bits = words[index];
        if (index == bit >>> 6) {
            bits &= -1L >>> (63 - (int) (bit & 63));
        }
        while (bits == 0) {
            if (--index < 0) {
                return -1;
            }
            bits = words[index];
        }
        return ((long) index << 6) + 63 - Long.numberOfLeadingZeros(bits) - shift;
    }

    /** Removes all that another set does not have. */
    void retain(SlotSet others) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= others.words[i];
        }
    }
}
