package dev.leakgate.verdict;

import java.util.Arrays;

/**
 * The centre of a sample that a few wild values do not move, with its interval.
 *
 * <p>J. L. Hodges and E. L. Lehmann, Annals of Mathematical Statistics 34 (1963), 598–611: the
 * median of the M = n(n+1)/2 Walsh averages (x<sub>i</sub> + x<sub>j</sub>)/2, i ≤ j. The interval
 * is that of the signed-rank test turned round (M. Hollander and D. A. Wolfe, Nonparametric
 * Statistical Methods, 3.3): from the (k+1)-th to the (M−k)-th average, where k is the largest with
 * P(T⁺ ≤ k) ≤ 2.5 %. Fewer than six values reach no 95 %; then it is the widest that they have.
 *
 * @param value the centre
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
record HodgesLehmann(double value, double low, double high) {

    static HodgesLehmann of(double[] values) {
        int n = values.length;
        double[] averages = new double[n * (n + 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                averages[next++] = (values[i] + values[j]) / 2;
            }
        }
        Arrays.sort(averages);
        int count = averages.length;
        double median = (averages[(count - 1) / 2] + averages[count / 2]) / 2;
        int k = Math.max(0, SignedRank.lowerQuantile(n, 0.025));
        return new HodgesLehmann(median, averages[k], averages[count - 1 - k]);
    }
}
