package dev.leakgate.verdict;

/**
 * Says how small a growth the rules would still find.
 *
 * <p>Growth is found when the test rejects and the estimate is over the floor:
 *
 * <pre>
 *   smallest growth per round = allowed + max(δ(N) · σ,  floor + 2.326 · √(π/3) · σ / √N)
 * </pre>
 *
 * where σ is the noise of the increments and √(π/3) σ/√N the standard error of the Hodges–Lehmann
 * estimate under normal noise, so that the estimate of that growth is over the floor in 99 of 100
 * runs. δ(N) is the growth in units of σ that the whole procedure, trend and spread included, calls
 * growing in 90 of 100 simulated runs; it is more for 11 rounds than for 10, from where on the test
 * against creep is stricter. Only falls can hide a leak, so σ is taken from the values below the
 * centre, and is taken one standard error too large: σ = √(2/N · Σ min(x − centre, 0)²) · (1 +
 * 1/√N). A few rounds that happen to be calm would else promise too much.
 */
final class Detectability {

    /* What a column of DELTA holds for: up to 5, 12 and 40 series that move. */
    private static final double[] LEVELS = {
        GrowthRules.SERIES_LEVEL, GrowthRules.FAMILY_LEVEL / 12, GrowthRules.FAMILY_LEVEL / 40
    };

    private static final double NEVER = Double.POSITIVE_INFINITY;

    /* Rounds, then δ at each of the levels. DetectabilityTest simulates them again. */
    private static final double[][] DELTA = {
        {7, 6.81, NEVER, NEVER},
        {8, 5.36, 5.36, NEVER},
        {9, 4.49, 4.49, NEVER},
        {10, 3.78, 3.78, 4.31},
        {11, 3.86, 3.86, 4.04},
        {12, 3.62, 3.62, 3.66},
        {14, 3.37, 3.37, 3.37},
        {16, 2.98, 2.98, 2.98},
        {20, 2.54, 2.54, 2.54},
        {24, 2.26, 2.26, 2.26},
        {32, 1.82, 1.82, 1.82},
        {48, 1.36, 1.36, 1.36},
        {64, 1.23, 1.23, 1.23},
    };

    private static final double ESTIMATE = 2.326 * Math.sqrt(Math.PI / 3);

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
        int n = increments.length;
        return Math.sqrt(2 * squares / n) * (1 + 1 / Math.sqrt(n));
    }

    /**
     * Returns δ: that of the next smaller number of rounds and the next stricter level in the
     * table, which is more. Infinite when no growth could reach the level.
     */
    static double delta(int rounds, double level) {
        int column = 0;
        while (column < LEVELS.length && LEVELS[column] > level) {
            column++;
        }
        double delta = NEVER;
        for (double[] row : DELTA) {
            if (row[0] <= rounds && column < LEVELS.length) {
                delta = row[column + 1];
            }
        }
        return delta;
    }
}
