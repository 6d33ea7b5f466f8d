package dev.leakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SignedRankTest {

    /* Published with Hollander and Wolfe, table 3.1, and with R's wilcox.test: V = 40, p = 0.01953. */
    private static final double[] DEPRESSION = {
        0.952, -0.147, 1.022, 0.430, 0.620, 0.590, 0.490, -0.080, 0.010
    };

    @Test
    void givesThePublishedValueOfAWorkedExample() {
        assertThat(SignedRank.pGreater(DEPRESSION)).isCloseTo(0.01953, within(0.00001));
    }

    @Test
    void givesTheIntervalOfAWorkedExample() {
        HodgesLehmann centre = HodgesLehmann.of(DEPRESSION);
        assertThat(centre.value()).isCloseTo(0.46, within(1e-9));
        assertThat(centre.low()).isCloseTo(0.010, within(1e-9));
        assertThat(centre.high()).isCloseTo(0.786, within(1e-9));
    }

    @Test
    void hasTheQuantilesOfThePublishedTables() {
        int[][] table = {
            // n, and the largest T with P <= 0.05, 0.025, 0.01
            {5, 0, -1, -1},
            {8, 5, 3, 1},
            {10, 10, 8, 5},
            {15, 30, 25, 19},
            {20, 60, 52, 43},
            {25, 100, 89, 76},
            {30, 151, 137, 120},
            {50, 466, 434, 397},
        };
        for (int[] row : table) {
            assertThat(SignedRank.lowerQuantile(row[0], 0.05)).as("n %d", row[0]).isEqualTo(row[1]);
            assertThat(SignedRank.lowerQuantile(row[0], 0.025))
                    .as("n %d", row[0])
                    .isEqualTo(row[2]);
            assertThat(SignedRank.lowerQuantile(row[0], 0.01)).as("n %d", row[0]).isEqualTo(row[3]);
        }
    }

    @Test
    void isOneOverTwoToTheNWhenAllGrow() {
        for (int n = 1; n <= 60; n++) {
            double[] same = new double[n];
            double[] different = new double[n];
            for (int i = 0; i < n; i++) {
                same[i] = 4096;
                different[i] = 1 + i * i;
            }
            assertThat(SignedRank.pGreater(same)).isEqualTo(Math.scalb(1.0, -n));
            assertThat(SignedRank.pGreater(different)).isEqualTo(Math.scalb(1.0, -n));
        }
        assertThat(SignedRank.pGreater(new double[8])).isEqualTo(1);
    }

    @Test
    void agreesWithTheCountOfAllSignsWhereThereAreTiesAndZeros() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int trial = 0; trial < 300; trial++) {
            double[] values = new double[1 + random.nextInt(11)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(7) - 3;
            }
            assertThat(SignedRank.pGreater(values))
                    .as("seed %d, trial %d", seed, trial)
                    .isCloseTo(countAllSigns(values), within(1e-12));
        }
    }

    private static double countAllSigns(double[] values) {
        int n = values.length;
        double[] ranks = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int order = Double.compare(Math.abs(values[j]), Math.abs(values[i]));
                ranks[i] += order < 0 ? 1 : order == 0 ? 0.5 : 0;
            }
            ranks[i] += 0.5;
        }
        double observed = 0;
        for (int i = 0; i < n; i++) {
            observed += values[i] > 0 ? ranks[i] : 0;
        }
        int asLarge = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (signs >> i & 1) == 1 && values[i] != 0 ? ranks[i] : 0;
            }
            asLarge += sum >= observed ? 1 : 0;
        }
        return Math.scalb((double) asLarge, -n);
    }
}
