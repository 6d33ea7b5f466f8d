package dev.leakgate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares the captures of a small and a large service: costs must grow as the memory does. */
record CaptureGrowth(CaptureRow small, CaptureRow large) {

    /** How far above the straight line: noise, and what no longer finds room in caches. */
    private static final double MOST_ABOVE = 1.2;

    private static final int SMALL = 1024;

    /** Pairs the rows of 1 GB and of the largest size that differ in nothing else. */
    static List<CaptureGrowth> of(List<CaptureRow> rows) {
        List<CaptureGrowth> growths = new ArrayList<>();
        for (CaptureRow small : rows) {
            if (small.of().megabytes() != SMALL) {
                continue;
            }
            CaptureRow largest = small;
            for (CaptureRow row : rows) {
                if (row.of().bits() == small.of().bits()
                        && row.of().threads() == small.of().threads()
                        && row.of().megabytes() > largest.of().megabytes()) {
                    largest = row;
                }
            }
            if (!largest.equals(small)) {
                growths.add(new CaptureGrowth(small, largest));
            }
        }
        return growths;
    }

    private double linear() {
        return (double) large.of().megabytes() / small.of().megabytes();
    }

    private double pause() {
        return (double) large.ours().pause() / small.ours().pause();
    }

    private double total() {
        return (double) large.ours().total() / small.ours().total();
    }

    private double theirTotal() {
        return (double) large.theirs().total() / small.theirs().total();
    }

    /** Tells whether the pause grows no faster; how fast a disk takes a core is not ours. */
    boolean met() {
        return pause() <= MOST_ABOVE * linear();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s → %,d MB: pause %.1f ×, to reach <= %.1f ×  %s; core in %.1f ×, gcore's %.1f ×",
                small.of(),
                large.of().megabytes(),
                pause(),
                MOST_ABOVE * linear(),
                met() ? "met" : "MISSED",
                total(),
                theirTotal());
    }
}
