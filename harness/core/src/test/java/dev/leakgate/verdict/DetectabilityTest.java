package dev.leakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectabilityTest {

    /* The same every time: a bound on a rate would else fail by chance now and then. */
    private final Random random = new Random(20_260_102);

    @Test
    void theTableHoldsForTheWholeProcedure() {
        for (int rounds : new int[] {8, 12, 16, 24}) {
            for (int series : new int[] {5, 12}) {
                double level = Math.min(0.01, 0.05 / series);
                double delta = Detectability.delta(rounds, level);
                int found = 0;
                for (int run = 0; run < 2_000; run++) {
                    found += found(rounds, delta, 1, level) ? 1 : 0;
                }
                assertThat(found / 2_000.0)
                        .as("%d rounds, %d series that move", rounds, series)
                        .isBetween(0.88, 0.925);
            }
        }
    }

    @Test
    void whatARunSaysItCouldHaveSeenIsFoundInNineOfTenRuns() {
        for (int rounds : new int[] {8, 16, 24}) {
            for (double noise : new double[] {0, 1_000, 10_000, 1e6}) {
                int found = 0;
                int foundHalf = 0;
                int runs = 1_000;
                for (int run = 0; run < runs; run++) {
                    double slope =
                            Shapes.judge(Shapes.walk(random, rounds, noise))
                                            .minimumDetectable()
                                            .value()
                                    * Shapes.REQUESTS;
                    // Half a byte more: the floor itself is no whole number of bytes per request.
                    found += found(rounds, slope + 0.5, noise, 0.01) ? 1 : 0;
                    foundHalf += found(rounds, slope / 2, noise, 0.01) ? 1 : 0;
                }
                System.out.printf(
                        "%d rounds, noise of %,.0f B: %.1f %% of the smallest growths found, %.1f"
                                + " %% of half of it%n",
                        rounds, noise, 100.0 * found / runs, 100.0 * foundHalf / runs);
                assertThat(found / (double) runs)
                        .as("%d rounds, noise %.0f", rounds, noise)
                        .isGreaterThan(0.88);
                assertThat(foundHalf).isLessThan(found);
            }
        }
    }

    @Test
    void isInfiniteWhereNoGrowthCouldReachTheLevel() {
        assertThat(Detectability.delta(6, 0.01)).isInfinite();
        assertThat(Detectability.delta(7, 0.01)).isFinite();
        assertThat(Detectability.delta(8, 0.05 / 13)).isInfinite();
        assertThat(Detectability.delta(200, 0.0001)).isInfinite();
    }

    private boolean found(int rounds, double slope, double noise, double level) {
        // A table row is about noise alone, so the floor may not matter there: scale it away.
        double scale = noise == 1 ? 1e7 : 1;
        long[] levels =
                Shapes.levels(
                        rounds,
                        round -> Math.round((slope + random.nextGaussian() * noise) * scale));
        Evidence evidence =
                new Evidence(
                        new GrowthSeries("heap", levels, Shapes.REQUESTS), GrowthRules.DEFAULT);
        return evidence.growth(evidence.pValue() <= level, level, level).outcome()
                == GrowthOutcome.GROWING;
    }
}
