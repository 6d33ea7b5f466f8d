package dev.leakgate.verdict;

/**
 * Holm's correction over the series of a run, counting only those that could be called growing.
 *
 * <p>S. Holm, Scandinavian Journal of Statistics 6 (1979), 65–70: the smallest of m p-values is
 * held against α/m, the next against α/(m−1), and so on. R. E. Tarone, Biometrics 46 (1990),
 * 515–522: a test whose smallest attainable p-value is above its level can never err, so m need
 * only count the others: K is the smallest k for which no more than k tests can reach α/k. Twenty
 * flat regions thus take nothing from the one that grows. K never rises as tests are taken out, so
 * the steps hold.
 */
final class TaroneHolm {

    private final boolean[] rejected;
    private final double[] level;
    private final int counted;

    /**
     * Tests all.
     *
     * @param p p-values
     * @param attainable the smallest p-value that each test could have had
     * @param family the level of all tests together
     * @param single a level that no test exceeds
     */
    TaroneHolm(double[] p, double[] attainable, double family, double single) {
        rejected = new boolean[p.length];
        level = new double[p.length];
        counted = counted(attainable, family);
        boolean more = true;
        while (more) {
            more = false;
            double now = Math.min(single, family / counted(attainable, family));
            boolean[] before = rejected.clone();
            for (int i = 0; i < p.length; i++) {
                if (!before[i]) {
                    level[i] = now;
                    rejected[i] = p[i] <= now;
                    more |= rejected[i];
                }
            }
        }
    }

    private int counted(double[] attainable, double family) {
        int k = 0;
        int reach;
        do {
            k++;
            reach = 0;
            for (int i = 0; i < attainable.length; i++) {
                if (!rejected[i] && attainable[i] <= family / k) {
                    reach++;
                }
            }
        } while (reach > k);
        return k;
    }

    boolean rejected(int test) {
        return rejected[test];
    }

    /** Returns the level that a test was held against. */
    double level(int test) {
        return level[test];
    }

    /** Returns Tarone's K for all tests. */
    int counted() {
        return counted;
    }
}
