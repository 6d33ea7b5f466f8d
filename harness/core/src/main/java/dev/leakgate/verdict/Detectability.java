package dev.leakgate.verdict;

/**
 * Says how small a growth the rules would still find.
 *
 * <p>Growth is found when the test rejects and the estimate is over the floor. Each is asked for
 * with 95 % power, so that both together have 90 %:
 *
 * <pre>
 *   smallest growth per round = allowed + max(δ(N) · σ,  floor + 1.645 · √(π/3) · σ / √N)
 * </pre>
 *
 * where σ is the noise of the increments, √(π/3) σ/√N the standard error of the Hodges–Lehmann
 * estimate under normal noise, and δ(N) the growth in units of σ that the whole procedure, trend
 * and spread included, calls growing in 95 of 100 simulated runs. Only falls can hide a leak, so σ
 * is taken from the values below the centre: σ² = 2/N · Σ min(x − centre, 0)².
 */
final class Detectability {

    /* Rounds, δ at level 0.01, δ at level 0.05/12. DetectabilityTest simulates them again. */
    private static final double[][] DELTA = {
        {8, 3.0, 3.0},
    };

    private static final double ESTIMATE = 1.645 * Math.sqrt(Math.PI / 3);

    private Detectability() {}

    /**
     * Returns the smallest growth per round over what is allowed, in bytes.
     *
     * @param increments of the judged rounds
     * @param level that a p-value must reach
     */
    static double smallest(double[] increments, double centre, double level, double floor) {
        int n = increments.length;
        double sigma = noise(increments, centre);
        double delta = delta(n, level);
        if (Double.isInfinite(delta)) {
            return delta;
        }
        return Math.max(delta * sigma, floor + ESTIMATE * sigma / Math.sqrt(n));
    }

    static double noise(double[] increments, double centre) {
        double squares = 0;
        for (double increment : increments) {
            double below = Math.min(increment - centre, 0);
            squares += below * below;
        }
        return Math.sqrt(2 * squares / increments.length);
    }

    /** Returns δ; that of the next smaller number of rounds in the table, which is more. */
    static double delta(int rounds, double level) {
        if (Math.scalb(1.0, -rounds) > level) {
            return Double.POSITIVE_INFINITY;
        }
        double delta = Double.POSITIVE_INFINITY;
        for (double[] row : DELTA) {
            if (row[0] <= rounds) {
                delta = row[level >= GrowthRules.SERIES_LEVEL ? 1 : 2];
            }
        }
        return delta;
    }
}
