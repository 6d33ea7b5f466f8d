package dev.leakgate.labelled;

import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Holds a share of runs with its 95 % interval, after Clopper and Pearson (Biometrika 26 (1934)
 * 404–413): exact, and never narrower than it may be.
 */
record Bounds(int of, int runs, double low, double high) {

    private static final double TAIL = 0.025;

    /**
     * Counts {@code of} of so many {@code runs}.
     *
     * <p>The ends are quantiles of beta distributions; ClopperPearsonInterval of commons-math 3
     * refuses none and all.
     */
    static Bounds of(int of, int runs) {
        return new Bounds(
                of,
                runs,
                of == 0 ? 0 : quantile(of, runs - of + 1, TAIL),
                of == runs ? 1 : quantile(of + 1, runs - of, 1 - TAIL));
    }

    private static double quantile(double alpha, double beta, double probability) {
        return new BetaDistribution(alpha, beta).inverseCumulativeProbability(probability);
    }

    double share() {
        return runs == 0 ? Double.NaN : (double) of / runs;
    }

    /** Prints {@code 299 of 300, 99.7 % (98.2–100.0)}. */
    @Override
    public String toString() {
        return runs == 0
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "%,d of %,d, %.1f %% (%.1f–%.1f)",
                        of,
                        runs,
                        100 * share(),
                        100 * low,
                        100 * high);
    }
}
