package dev.leakgate.heap;

/**
 * Says where the fields of an arena are, which follows from where its bins begin.
 *
 * <p>glibc malloc/malloc.c, struct malloc_state: mutex, flags, since 2.26 have_fastchunks, until
 * 2.42 fastbinsY, then top, last_remainder, bins, binmap, next, next_free, attached_threads,
 * system_mem, max_system_mem.
 *
 * @param wordSize 8 or 4
 * @param bins offset of the bins in bytes; the only one that differs by version
 */
record ArenaShape(int wordSize, int bins) {

    /* malloc.c: NBINS * 2 - 2, and BINMAPSIZE words of 32 bits */
    static final int BIN_WORDS = 254;
    private static final int BINMAP_BYTES = 16;

    private static final int FIRST_FASTBIN = 8;

    /* An arena of any version begins at most so far before its bins. */
    private static final int FURTHEST_BINS = 192;

    static int smallestBins(int wordSize) {
        return 2 * wordSize + 8;
    }

    static boolean isPlausible(long bins, int wordSize) {
        return bins >= smallestBins(wordSize) && bins <= FURTHEST_BINS && bins % wordSize == 0;
    }

    /** Returns how far behind the bins {@code next} is. */
    static int nextBehindBins(int wordSize) {
        return BIN_WORDS * wordSize + BINMAP_BYTES;
    }

    int top() {
        return bins - 2 * wordSize;
    }

    int next() {
        return bins + nextBehindBins(wordSize);
    }

    int systemMem() {
        return next() + 3 * wordSize;
    }

    int size() {
        return next() + 5 * wordSize;
    }

    /** Returns the number of fastbins: none from 2.43 on. */
    int fastbins() {
        /* malloc.c: NFASTBINS = fastbin_index (request2size (MAX_FAST_SIZE)) + 1 */
        int bins = wordSize == 8 ? 10 : 11;
        return top() - bins * wordSize >= FIRST_FASTBIN ? bins : 0;
    }

    /** Returns the offset of a fastbin. */
    int fastbin(int index) {
        return top() - (fastbins() - index) * wordSize;
    }

    /** Returns the size of the chunks in a fastbin, in bytes. */
    long fastbinChunk(int index) {
        return 2L * wordSize * (index + 2);
    }
}
