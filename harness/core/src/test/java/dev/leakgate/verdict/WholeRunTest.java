package dev.leakgate.verdict;

import static dev.leakgate.verdict.GrowthOutcome.FLAT;
import static dev.leakgate.verdict.GrowthOutcome.GROWING;
import static dev.leakgate.verdict.GrowthOutcome.UNSETTLED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Counts what whole runs end with: judged after 8 rounds, and again after each round more as long
 * as they are unsettled, up to 32. Prints the table of {@code docs/how-verdicts-are-made.md}.
 */
class WholeRunTest {

    private static final int RUNS = 1_000;
    private static final int PLANNED = 8;
    private static final int MOST = 32;
    private static final double CREEP = 1_000_000;
    private static final double LEAK = 50_000;

    /* The same every time: a bound on a rate would else fail by chance now and then. */
    private final Random random = new Random(20_260_103);

    @Test
    void aCreepAsTheLogarithmIsSeldomCalledGrowing() {
        Ends ends =
                ends(
                        "creep, 1 MB/t in round t, exponential noise",
                        () -> levels(t -> exponential() * CREEP / (t + 1)));
        assertThat(ends.growing()).isLessThan(10);
    }

    @Test
    void aCreepAsTheSquareRootIsCalledGrowingInAThirdOfTheRuns() {
        Ends ends =
                ends(
                        "creep, 1 MB/√t in round t, exponential noise",
                        () -> levels(t -> exponential() * CREEP / Math.sqrt(t + 1)));
        assertThat(ends.growing()).isLessThan(40);
        assertThat(ends.flat()).isLessThan(1);
    }

    @Test
    void aCacheThatFillsUnevenlyIsSeldomCalledGrowing() {
        Ends ends =
                ends(
                        "cache, half as much every 8 rounds, exponential noise",
                        () -> levels(t -> exponential() * CREEP * Math.pow(2, -t / 8.0)));
        assertThat(ends.growing()).isLessThan(18);
    }

    @Test
    void aRandomWalkEndsFlat() {
        Ends ends = ends("random walk", () -> levels(t -> random.nextGaussian() * CREEP));
        assertThat(ends.growing()).isLessThan(2);
        assertThat(ends.flat()).isGreaterThan(95);
    }

    @Test
    void noiseAroundALevelEndsFlat() {
        Ends ends = ends("noise around a level", () -> noisy(levels(t -> 0), CREEP));
        assertThat(ends.flat()).isEqualTo(100);
    }

    @Test
    void aLeakIsFound() {
        assertThat(ends("leak, 50 kB a round", () -> levels(t -> LEAK)).growing()).isEqualTo(100);
    }

    @Test
    void aLeakUnderHalfOfItInNoiseIsFound() {
        Ends ends = ends("leak, levels with half of it in noise", () -> noisy(leak(), LEAK / 2));
        assertThat(ends.growing()).isGreaterThan(99);
    }

    @Test
    void aLeakUnderNoiseOfItsOwnSizeIsNotCalledFlat() {
        Ends ends = ends("leak, levels with as much noise", () -> noisy(leak(), LEAK));
        assertThat(ends.flat()).isLessThan(3);
        assertThat(ends.growing()).isGreaterThan(65);
    }

    @Test
    void aLeakThatComesUnevenlyIsSeldomCalledFlat() {
        Ends ends = ends("leak, exponential noise", () -> levels(t -> exponential() * LEAK));
        assertThat(ends.flat()).isLessThan(6);
        assertThat(ends.growing()).isGreaterThan(75);
    }

    @Test
    void aLeakThatStartsLateIsFoundUnderNoise() {
        Ends ends =
                ends(
                        "leak from round 5 on, levels with a quarter in noise",
                        () -> noisy(levels(t -> t > 4 ? LEAK : 0), LEAK / 4));
        assertThat(ends.growing()).isGreaterThan(99);
    }

    /** A malloc(16) is a chunk of 32 bytes; one per 100 requests is 25 in a round of 2,500. */
    @Test
    void theSmallestLeakThatMustBeSeenIsFound() {
        Ends ends =
                ends(
                        "leak, a malloc(16) per 100 of 2,500 requests, live",
                        () -> levels(t -> 32 * Math.round(25 + 5 * random.nextGaussian())),
                        GrowthRules.LIVE);
        assertThat(ends.growing()).isGreaterThan(99);
    }

    private double exponential() {
        return -Math.log(1 - random.nextDouble());
    }

    private static long[] levels(IntToDoubleFunction added) {
        return Shapes.levels(MOST, round -> Math.round(added.applyAsDouble(round)));
    }

    private static long[] leak() {
        return levels(t -> LEAK);
    }

    private long[] noisy(long[] levels, double deviation) {
        for (int i = 0; i < levels.length; i++) {
            levels[i] += Math.round(random.nextGaussian() * deviation);
        }
        return levels;
    }

    private static Ends ends(String what, Supplier<long[]> series) {
        return ends(what, series, GrowthRules.DEFAULT);
    }

    private static Ends ends(String what, Supplier<long[]> series, GrowthRules rules) {
        Map<GrowthOutcome, Integer> ends = new EnumMap<>(GrowthOutcome.class);
        long judged = 0;
        for (int run = 0; run < RUNS; run++) {
            long[] levels = series.get();
            GrowthOutcome outcome = UNSETTLED;
            int rounds = PLANNED - 1;
            while (outcome == UNSETTLED && rounds < MOST) {
                rounds++;
                outcome = Shapes.judge(Arrays.copyOf(levels, rounds + 1), rules).outcome();
            }
            ends.merge(outcome, 1, Integer::sum);
            judged += rounds;
        }
        Ends percent =
                new Ends(
                        100.0 * ends.getOrDefault(GROWING, 0) / RUNS,
                        100.0 * ends.getOrDefault(FLAT, 0) / RUNS,
                        100.0 * ends.getOrDefault(UNSETTLED, 0) / RUNS);
        System.out.printf(
                "%-54s growing %5.1f %%, flat %5.1f %%, unsettled %5.1f %%, %4.1f rounds%n",
                what,
                percent.growing(),
                percent.flat(),
                percent.unsettled(),
                (double) judged / RUNS);
        return percent;
    }

    private record Ends(double growing, double flat, double unsettled) {}
}
