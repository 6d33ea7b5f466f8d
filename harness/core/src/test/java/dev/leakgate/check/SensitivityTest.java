package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.load.LoadShape;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds what a run is told that could not see the leak it was asked to see. */
class SensitivityTest {

    private static final int REQUESTS = 500;

    @Test
    void acceptsARunThatSeesWhatIsAsked() {
        // Without noise the floor is 8,192 B a round, 16.4 B per request; 512 B of live bytes.
        assertThat(lacking(flat(8), GrowthRules.DEFAULT, "17 B")).isNull();
        assertThat(lacking(flat(8), GrowthRules.LIVE, "1.1 B")).isNull();
    }

    @Test
    void asksNothingOfARunThatNobodyAsked() {
        assertThat(lacking(flat(8), GrowthRules.DEFAULT, null)).isNull();
    }

    @Test
    void saysHowManyRequestsItWouldTake() {
        assertThat(lacking(flat(8), GrowthRules.DEFAULT, "16 B"))
                .isEqualTo(
                        "the smallest leak that this run could see is 16.4 B per request, detects"
                                + " asks for 16 B per request; raise requestsPerRound from 500 to"
                                + " 640");
        assertThat(lacking(flat(8), GrowthRules.DEFAULT, "1 B")).endsWith("from 500 to 11,000");
        assertThat(lacking(flat(8), GrowthRules.LIVE, "0.1 B")).endsWith("from 500 to 6,400");
    }

    @Test
    void theRequestsItSuggestsSeeTheLeakInNineOfTenRuns() {
        for (GrowthRules rules : List.of(GrowthRules.DEFAULT, GrowthRules.LIVE)) {
            double floor = rules.floorPerRound().bytes();
            for (double noise : new double[] {0, floor / 4, floor, 10 * floor}) {
                // The same every time: a bound on a rate would else fail by chance now and then.
                Random random = new Random(20_260_104);
                double wanted = floor / REQUESTS / 2;
                int found = 0;
                int content = 0;
                int runs = 500;
                for (int run = 0; run < runs; run++) {
                    SmallestLeak leak = leak(walk(random, 0, noise), rules, REQUESTS);
                    int suggested =
                            Math.toIntExact(
                                    Sensitivity.requestsFor(
                                            new BytesPerRequest(wanted),
                                            leak.size(),
                                            BytesPerRequest.ZERO,
                                            REQUESTS));
                    long[] leaking = walk(random, wanted * suggested, noise);
                    SeriesGrowth growth = judge(leaking, rules, suggested);
                    found += growth.outcome() == GrowthOutcome.GROWING ? 1 : 0;
                    content += growth.minimumDetectable().value() <= wanted ? 1 : 0;
                }
                System.out.printf(
                        "floor %,.0f B, noise %,.0f B a round: with the requests suggested %.1f %%"
                                + " of the leaks found, %.1f %% of the runs say they could%n",
                        floor, noise, 100.0 * found / runs, 100.0 * content / runs);
                assertThat(found / (double) runs)
                        .as("floor %.0f, noise %.0f", floor, noise)
                        .isGreaterThanOrEqualTo(0.9);
            }
        }
    }

    @Test
    void asksForRoundsWhenTooFewCannotSeeAnything() {
        assertThat(lacking(flat(5), GrowthRules.DEFAULT, "16 B"))
                .contains("too few rounds")
                .endsWith("10 or more");
    }

    @Test
    void goesOnOnlyWhereMoreRoundsCouldShowIt() {
        assertThat(moreRoundsHelp(GrowthRules.DEFAULT, "17 B")).isTrue();
        assertThat(moreRoundsHelp(GrowthRules.DEFAULT, "16 B")).isFalse();
        assertThat(moreRoundsHelp(GrowthRules.DEFAULT, null)).isFalse();
        assertThat(moreRoundsHelp(GrowthRules.LIVE, "1.1 B")).isTrue();
        assertThat(moreRoundsHelp(GrowthRules.LIVE, "1 B")).isFalse();
    }

    @Test
    void refusesToLookForLessThanIsAllowed() {
        assertThatThrownBy(
                        () ->
                                new CheckPlan(
                                        0,
                                        8,
                                        REQUESTS,
                                        1,
                                        LoadShape.CLOSED,
                                        Duration.ofMinutes(1),
                                        Duration.ofSeconds(1),
                                        new BytesPerRequest(16),
                                        new BytesPerRequest(16)))
                .hasMessage(
                        "detects = 16 B per request must be more than what is allowed, 16 B per"
                                + " request");
    }

    private static @Nullable String lacking(
            long[] levels, GrowthRules rules, @Nullable String detects) {
        return Sensitivity.lacking(leak(levels, rules, REQUESTS), plan(detects)).orElse(null);
    }

    private static boolean moreRoundsHelp(GrowthRules rules, @Nullable String detects) {
        return Sensitivity.moreRoundsHelp(leak(flat(8), rules, REQUESTS), plan(detects));
    }

    private static long[] flat(int rounds) {
        return new long[rounds + 1];
    }

    private static long[] walk(Random random, double perRound, double noise) {
        long[] levels = flat(8);
        for (int i = 1; i < levels.length; i++) {
            levels[i] = levels[i - 1] + Math.round(perRound + random.nextGaussian() * noise);
        }
        return levels;
    }

    private static SmallestLeak leak(long[] levels, GrowthRules rules, int requests) {
        return new SmallestLeak(
                judge(levels, rules, requests).minimumDetectable(),
                new BytesPerRequest((double) rules.floorPerRound().bytes() / requests),
                requests);
    }

    private static SeriesGrowth judge(long[] levels, GrowthRules rules, int requests) {
        return GrowthJudge.judge(List.of(new GrowthSeries("heap", levels, requests)), rules)
                .series()
                .get(0);
    }

    private static CheckPlan plan(@Nullable String detects) {
        return new CheckPlan(
                0,
                8,
                REQUESTS,
                1,
                LoadShape.CLOSED,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                BytesPerRequest.ZERO,
                detects == null ? null : BytesPerRequest.parse(detects));
    }
}
