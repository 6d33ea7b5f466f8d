package dev.leakgate.benchmarks;

/**
 * Says how large the measured processes are and how often each thing is done.
 *
 * @param manyMappings mappings of one page each; the kernel allows about 65,000
 * @param largeMappings mappings of 8 MiB each
 * @param warmUps runs that are not counted
 * @param runs runs of which the median is taken
 * @param stallPhases pairs of a phase without sampling and one with it
 * @param stallSeconds length of each phase
 */
record Sizes(
        int manyMappings,
        int largeMappings,
        int warmUps,
        int runs,
        int stallPhases,
        double stallSeconds) {

    /** What the design's figures are stated for: 60,000 mappings, and 1 GB in 125. */
    static final Sizes FULL = new Sizes(60_000, 125, 5, 15, 9, 6);

    static final long PAGE = 4096;
    static final long LARGE = 8L << 20;
}
