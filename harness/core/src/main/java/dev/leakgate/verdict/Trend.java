package dev.leakgate.verdict;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Mann and Kendall's test of a trend, exact.
 *
 * <p>H. B. Mann, Econometrica 13 (1945), 245–259. S is the number of pairs that rise less the
 * number that fall. If the order is by chance, the falling pairs are the inversions of a random
 * permutation. A tie counts as half a falling pair, which keeps the test from crying trend.
 */
final class Trend {

    /* By n, the chance of each number of inversions; a run asks for the same few again and again. */
    private static final Map<Integer, double[]> INVERSIONS = new ConcurrentHashMap<>();

    private Trend() {}

    /** Returns the probability that values in random order would fall as much, or more. */
    static double pFalling(double[] values) {
        int s = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                s += Double.compare(values[j], values[i]);
            }
        }
        int pairs = values.length * (values.length - 1) / 2;
        double[] chance = INVERSIONS.computeIfAbsent(values.length, Trend::inversions);
        double p = 0;
        for (int i = (pairs - s) / 2; i <= pairs; i++) {
            p += chance[i];
        }
        return Math.min(1, p);
    }

    /** Returns the probability that values in random order would rise as much, or more. */
    static double pRising(double[] values) {
        double[] negated = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            negated[i] = -values[i];
        }
        return pFalling(negated);
    }

    /** Inserting the n-th value makes from 0 to n − 1 inversions, each as likely. */
    private static double[] inversions(int n) {
        double[] chance = new double[n * (n - 1) / 2 + 1];
        chance[0] = 1;
        int reached = 0;
        for (int size = 2; size <= n; size++) {
            double[] before = chance.clone();
            double window = 0;
            reached += size - 1;
            for (int i = 0; i <= reached; i++) {
                window += before[i];
                if (i >= size) {
                    window -= before[i - size];
                }
                chance[i] = window / size;
            }
        }
        return chance;
    }
}
