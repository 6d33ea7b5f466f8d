package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.load.LoadShape;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthJudgement;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds what a run is told that could not see the leak it was asked to see. */
class SensitivityTest {

    private static final int REQUESTS = 500;

    @Test
    void acceptsARunThatSeesWhatIsAsked() {
        // Without noise the floor is 8,192 B a round, 16.4 B per request.
        assertThat(lacking(flat(8), "17 B")).isNull();
    }

    @Test
    void asksNothingOfARunThatNobodyAsked() {
        assertThat(lacking(flat(8), null)).isNull();
    }

    @Test
    void saysHowManyRequestsItWouldTake() {
        assertThat(lacking(flat(8), "16 B"))
                .isEqualTo(
                        "the smallest leak that this run could see is 16.4 B per request, detects"
                                + " asks for 16 B per request; raise requestsPerRound from 500 to"
                                + " 640");
        assertThat(lacking(flat(8), "1 B")).endsWith("from 500 to 11,000");
    }

    @Test
    void suggestsRequestsThatDo() {
        int suggested = 11_000;
        GrowthJudgement growth = judge(new long[9], suggested);
        assertThat(Sensitivity.lacking(growth, plan("1 B", suggested), suggested)).isEmpty();
    }

    @Test
    void asksForRoundsWhenTooFewCannotSeeAnything() {
        assertThat(lacking(flat(5), "16 B")).contains("too few rounds").endsWith("10 or more");
    }

    @Test
    void goesOnOnlyWhereMoreRoundsCouldShowIt() {
        assertThat(Sensitivity.moreRoundsHelp(plan("17 B", REQUESTS))).isTrue();
        assertThat(Sensitivity.moreRoundsHelp(plan("16 B", REQUESTS))).isFalse();
        assertThat(Sensitivity.moreRoundsHelp(plan(null, REQUESTS))).isFalse();
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

    private static @Nullable String lacking(long[] levels, @Nullable String detects) {
        return Sensitivity.lacking(judge(levels, REQUESTS), plan(detects, REQUESTS), REQUESTS)
                .orElse(null);
    }

    private static long[] flat(int rounds) {
        return new long[rounds + 1];
    }

    private static GrowthJudgement judge(long[] levels, int requests) {
        return GrowthJudge.judge(
                List.of(new GrowthSeries("heap", levels, requests)), GrowthRules.DEFAULT);
    }

    private static CheckPlan plan(@Nullable String detects, int requests) {
        return new CheckPlan(
                0,
                8,
                requests,
                1,
                LoadShape.CLOSED,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                BytesPerRequest.ZERO,
                detects == null ? null : BytesPerRequest.parse(detects));
    }
}
