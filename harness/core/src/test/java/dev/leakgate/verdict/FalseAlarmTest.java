package dev.leakgate.verdict;

import static dev.leakgate.verdict.GrowthOutcome.GROWING;
import static dev.leakgate.verdict.GrowthOutcome.UNSETTLED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counts how often series that do not leak are called growing. */
class FalseAlarmTest {

    private static final int RUNS = 20_000;

    /* The same every time: a bound on a rate would else fail by chance now and then. */
    private final Random random = new Random(20_260_101);

    @Test
    void aRandomWalkIsCalledGrowingInLessThanOneRunInAHundred() {
        int growing = 0;
        int unsettled = 0;
        for (int run = 0; run < RUNS; run++) {
            GrowthOutcome outcome =
                    Shapes.judge(Shapes.walk(random, 8 + random.nextInt(17), 1e6)).outcome();
            growing += outcome == GROWING ? 1 : 0;
            unsettled += outcome == UNSETTLED ? 1 : 0;
        }
        print("one walk, judged once after 8 to 24 rounds", growing, unsettled);
        assertThat(growing).isPositive().isLessThan(RUNS / 100);
    }

    @Test
    void goingOnWhileUnsettledDoesNotAddUpToManyFalseAlarms() {
        int growing = 0;
        int unsettled = 0;
        for (int run = 0; run < RUNS; run++) {
            long[] walk = Shapes.walk(random, 24, 1e6);
            GrowthOutcome outcome = UNSETTLED;
            for (int rounds = 8; rounds <= 24 && outcome == UNSETTLED; rounds += 4) {
                outcome = Shapes.judge(Arrays.copyOf(walk, rounds + 1)).outcome();
            }
            growing += outcome == GROWING ? 1 : 0;
            unsettled += outcome == UNSETTLED ? 1 : 0;
        }
        print("one walk, judged after 8, 12, 16, 20, 24 rounds", growing, unsettled);
        assertThat(growing).isLessThan(RUNS / 50);
    }

    @Test
    void tenWalksInARunAreNoLikelierToAlarm() {
        int growing = 0;
        int unsettled = 0;
        for (int run = 0; run < RUNS / 10; run++) {
            List<GrowthSeries> series = new ArrayList<>();
            int rounds = 8 + random.nextInt(17);
            for (int i = 0; i < 10; i++) {
                series.add(
                        new GrowthSeries(
                                "walk " + i, Shapes.walk(random, rounds, 1e6), Shapes.REQUESTS));
            }
            GrowthOutcome outcome = GrowthJudge.judge(series, GrowthRules.DEFAULT).outcome();
            growing += outcome == GROWING ? 10 : 0;
            unsettled += outcome == UNSETTLED ? 10 : 0;
        }
        print("any of ten walks, judged once after 8 to 24 rounds", growing, unsettled);
        assertThat(growing).isLessThan(RUNS / 20);
    }

    @Test
    void noiseAroundALevelIsNeverCalledGrowing() {
        int growing = 0;
        int unsettled = 0;
        for (int run = 0; run < RUNS; run++) {
            long[] levels = new long[9 + random.nextInt(17)];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = Shapes.START + Math.round(random.nextGaussian() * 1e6);
            }
            GrowthOutcome outcome = Shapes.judge(levels).outcome();
            growing += outcome == GROWING ? 1 : 0;
            unsettled += outcome == UNSETTLED ? 1 : 0;
        }
        print("noise around a level, judged once after 8 to 24 rounds", growing, unsettled);
        assertThat(growing).isZero();
    }

    private static void print(String what, int growing, int unsettled) {
        System.out.printf(
                "%s: %.2f %% growing, %.1f %% unsettled%n",
                what, 100.0 * growing / RUNS, 100.0 * unsettled / RUNS);
    }
}
