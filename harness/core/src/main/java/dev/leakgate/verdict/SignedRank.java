package dev.leakgate.verdict;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test, exact.
 *
 * <p>F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945), 80–83.
 * If the values are symmetric about zero, each rank of their magnitudes carries a plus with
 * probability ½, whatever the distribution. T⁺ is the sum of the ranks with a plus.
 *
 * <p>Ties share the mean of their ranks. Zeros are ranked and then left out (J. W. Pratt, Journal
 * of the American Statistical Association 54 (1959), 655–667): to leave them out first, as Wilcoxon
 * did, lets a sample become more significant when its values shrink. The distribution is that of
 * the ranks at hand, ties and gaps included, so the p-value is exact.
 */
final class SignedRank {

    private SignedRank() {}

    /**
     * Returns the probability of a T⁺ as large as that of {@code values}, or larger, if they are
     * symmetric about zero. 1 when all are zero.
     */
    static double pGreater(double[] values) {
        int[] ranks = doubledRanks(values);
        int observed = 0;
        int total = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                total += ranks[i];
                if (values[i] > 0) {
                    observed += ranks[i];
                }
            }
        }
        double[] chance = new double[total + 1];
        chance[0] = 1;
        int reached = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                reached += ranks[i];
                toss(chance, ranks[i], reached);
            }
        }
        double p = 0;
        for (int t = observed; t <= total; t++) {
            p += chance[t];
        }
        return Math.min(1, p);
    }

    /** Lets one rank carry a plus or not. */
    private static void toss(double[] chance, int rank, int reached) {
        for (int t = reached; t >= rank; t--) {
            chance[t] = (chance[t] + chance[t - rank]) / 2;
        }
        for (int t = Math.min(rank - 1, reached); t >= 0; t--) {
            chance[t] /= 2;
        }
    }

    /** Ranks the magnitudes, times two so that the mean of two ranks is whole. */
    private static int[] doubledRanks(double[] values) {
        double[] sorted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            sorted[i] = Math.abs(values[i]);
        }
        Arrays.sort(sorted);
        int[] ranks = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            double magnitude = Math.abs(values[i]);
            int first = 0;
            while (sorted[first] < magnitude) {
                first++;
            }
            int last = first;
            while (last + 1 < sorted.length && sorted[last + 1] == magnitude) {
                last++;
            }
            ranks[i] = (first + 1) + (last + 1);
        }
        return ranks;
    }

    /**
     * Returns the largest k with P(T⁺ ≤ k) ≤ {@code level} for {@code n} values without ties; −1
     * when even P(T⁺ = 0) is more.
     */
    static int lowerQuantile(int n, double level) {
        double[] chance = new double[n * (n + 1) / 2 + 1];
        chance[0] = 1;
        int reached = 0;
        for (int rank = 1; rank <= n; rank++) {
            reached += rank;
            toss(chance, rank, reached);
        }
        double p = 0;
        int k = -1;
        while (k + 1 < chance.length && p + chance[k + 1] <= level) {
            k++;
            p += chance[k];
        }
        return k;
    }
}
