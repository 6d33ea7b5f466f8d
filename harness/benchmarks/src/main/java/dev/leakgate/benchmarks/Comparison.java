package dev.leakgate.benchmarks;

import java.util.Arrays;

/**
 * Compares one piece of work, done by us and by a reference.
 *
 * @param name what is done, to how much
 * @param reference what it is compared with, as one would type it
 * @param goal how many times cheaper ours is to be; 0 when no figure is set
 * @param ours does it our way
 * @param theirs does it their way
 * @param parts how often ours does it in one run
 */
record Comparison(String name, String reference, double goal, Work ours, Work theirs, int parts) {

    /** Compares what ours does once in a run. */
    Comparison(String name, String reference, double goal, Work ours, Work theirs) {
        this(name, reference, goal, ours, theirs, 1);
    }

    /** Says that ours does its work so often in one run, of which the mean counts. */
    Comparison meanOf(int times) {
        return new Comparison(name, reference, goal, ours, theirs, times);
    }

    /** Does the work once. */
    interface Work {
        void run() throws Exception;
    }

    /**
     * Holds the wall times.
     *
     * @param ours the median, in nanoseconds
     * @param theirs the median, in nanoseconds
     */
    record Times(Comparison of, long ours, long theirs) {

        /** How many times cheaper ours is. */
        double ratio() {
            return (double) theirs / ours;
        }

        /** Tells whether the goal is met; a comparison without one always is. */
        boolean met() {
            return ratio() >= of.goal();
        }
    }

    /**
     * Takes the medians of {@code runs} runs each, ours and theirs in turn, so that what else the
     * machine does falls on both; {@code warmUps} such turns before are not counted.
     */
    Times measure(int warmUps, int runs) throws Exception {
        long[] oursNanos = new long[runs];
        long[] theirsNanos = new long[runs];
        for (int run = -warmUps; run < runs; run++) {
            long oursTook = time(ours);
            long theirsTook = time(theirs);
            if (run >= 0) {
                oursNanos[run] = oursTook / parts;
                theirsNanos[run] = theirsTook;
            }
        }
        return new Times(this, median(oursNanos), median(theirsNanos));
    }

    private static long time(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static long median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }
}
