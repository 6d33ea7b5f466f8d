package dev.leakgate.check;

import static dev.leakgate.check.Recordings.HANDLER_STACKS;
import static dev.leakgate.check.Recordings.HEAP;
import static dev.leakgate.check.Recordings.rising;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.load.LoadShape;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKind;
import dev.leakgate.service.ServiceException;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Suppression;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import dev.leakgate.verdict.budget.BudgetResult;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConclusionTest {

    private static final LocalDate TODAY = LocalDate.parse("2027-01-31");
    private static final long MIB = 1 << 20;
    private static final long LEAK = 1504L * Recordings.REQUESTS;
    private static final Recording STEADY = Recordings.of(Map.of(HEAP, rising(MIB, 0)));
    private static final Recording LEAKING = Recordings.of(Map.of(HEAP, rising(MIB, LEAK)));

    @Test
    void whatDoesNotGrowIsClean() {
        Conclusion conclusion = judged(STEADY, 0, List.of());

        assertThat(conclusion.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(conclusion.wantsMoreRounds(plan(0))).isFalse();
    }

    @Test
    void aLeakNamesTheFastestRegionAndCountsTheOthers() {
        Conclusion conclusion =
                judged(
                        Recordings.of(
                                Map.of(
                                        HANDLER_STACKS, rising(MIB, LEAK / 2),
                                        HEAP, rising(MIB, LEAK))),
                        0,
                        List.of());

        assertThat(conclusion.verdict()).isEqualTo(Verdict.LEAK);
        assertThat(conclusion.reason())
                .isEqualTo(
                        "heap grows 1,504 B per request (95 % 1,504–1,504), allowed 0, and 1 more"
                                + " grows");
    }

    @Test
    void aGrowthThatIsAllowedIsNoLeak() {
        assertThat(judged(LEAKING, 2000, List.of()).verdict()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void aGrowthThatIsSuppressedIsNoLeakUntilTheSuppressionExpires() {
        for (String expires : List.of("2027-01-31", "2027-01-30")) {
            Conclusion conclusion = judged(LEAKING, 0, List.of(), known("heap", expires));

            boolean holds = expires.equals(TODAY.toString());
            assertThat(conclusion.verdict()).isEqualTo(holds ? Verdict.CLEAN : Verdict.LEAK);
            assertThat(conclusion.figures().grown()).containsExactly("heap");
        }
    }

    @Test
    void aSuppressionHidesNoOtherRegion() {
        Recording both =
                Recordings.of(
                        Map.of(HANDLER_STACKS, rising(MIB, LEAK), HEAP, rising(MIB, LEAK / 2)));

        Conclusion conclusion = judged(both, 0, List.of(), known("stacks of *", "2027-01-31"));

        assertThat(conclusion.verdict()).isEqualTo(Verdict.LEAK);
        assertThat(conclusion.reason()).startsWith("heap grows 752 B").endsWith("allowed 0");
    }

    @Test
    void aSuppressionLeavesBudgetsAsTheyAre() {
        Conclusion conclusion =
                judged(LEAKING, 0, List.of(heapTotal(MIB)), known("heap", "2027-01-31"));

        assertThat(conclusion.verdict()).isEqualTo(Verdict.OVER_BUDGET);
    }

    @Test
    void aRunThatCouldNotSeeWhatItShouldIsNotClean() {
        CheckPlan demanding =
                new CheckPlan(
                        0,
                        8,
                        Recordings.REQUESTS,
                        1,
                        LoadShape.CLOSED,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(1),
                        BytesPerRequest.ZERO,
                        new BytesPerRequest(1));
        Conclusion blind =
                Conclusion.of(STEADY, demanding, List.of(), List.of(), Suppressions.NONE);
        Conclusion leaking =
                Conclusion.of(LEAKING, demanding, List.of(), List.of(), Suppressions.NONE);

        assertThat(blind.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(blind.reason()).contains("detects asks for 1 B", "raise requestsPerRound");
        assertThat(blind.wantsMoreRounds(demanding)).isFalse();
        assertThat(leaking.verdict()).isEqualTo(Verdict.LEAK);
    }

    @Test
    void aLeakOutranksABrokenBudgetWhichIsStillListed() {
        Conclusion conclusion = judged(LEAKING, 0, List.of(heapTotal(MIB)));

        assertThat(conclusion.verdict()).isEqualTo(Verdict.LEAK);
        assertThat(conclusion.figures().budgets())
                .extracting(BudgetResult::met)
                .containsExactly(false);
    }

    @Test
    void brokenBudgetsShowTheFirstAndCountTheOthers() {
        Conclusion conclusion =
                judged(STEADY, 0, List.of(heapTotal(MIB / 2), heapTotal(0), heapTotal(MIB)));

        assertThat(conclusion.verdict()).isEqualTo(Verdict.OVER_BUDGET);
        assertThat(conclusion.reason())
                .startsWith("heap peak 1 MiB, allowed 512 KiB")
                .endsWith(", and 1 more budget is broken");
    }

    @Test
    void growthThatDiesDownWantsMoreRoundsAndNamesTheRemedy() {
        long[] dying = {0, 4, 7, 9, 10, 10, 11, 11, 11};
        for (int i = 0; i < dying.length; i++) {
            dying[i] = (1 + dying[i]) * MIB;
        }

        Conclusion conclusion = judged(Recordings.of(Map.of(HEAP, dying)), 0, List.of());

        assertThat(conclusion.verdict()).isNotEqualTo(Verdict.LEAK);
        if (conclusion.verdict() == Verdict.INCONCLUSIVE) {
            assertThat(conclusion.wantsMoreRounds(plan(0))).isTrue();
            assertThat(conclusion.reason()).contains("heap has not settled", "raise warmUp");
        }
    }

    @Test
    void whatEndedTheMeasuringWantsNoMoreRounds() {
        for (Conclusion conclusion :
                List.of(
                        Conclusion.of(StoppedException.inconclusive("too slow")),
                        Conclusion.of(StoppedException.crashed("it died")),
                        Conclusion.ofFailedStart(new ServiceException("not found")),
                        Conclusion.ofBusyMachine(Duration.ofMinutes(30)),
                        Conclusion.ofInterrupt())) {
            assertThat(conclusion.wantsMoreRounds(plan(0))).as("%s", conclusion).isFalse();
            assertThat(conclusion.verdict()).isNotEqualTo(Verdict.CLEAN);
        }
        assertThat(Conclusion.ofBusyMachine(Duration.ofMinutes(30)).reason())
                .isEqualTo(
                        "another check on this machine measured for more than 30 minutes; run it"
                                + " again when that one is done");
    }

    @Test
    void aMethodThatThrowsBeforeTheRoundsIsInconclusiveInOneLine() {
        Conclusion conclusion =
                Conclusion.ofThrown(new IllegalStateException("no channel\n  of that name"));

        assertThat(conclusion.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conclusion.reason())
                .isEqualTo("the method threw java.lang.IllegalStateException: no channel");
    }

    @Test
    void anAssertionOfTheMethodBreaksACleanCheck() {
        Conclusion conclusion =
                judged(STEADY, 0, List.of())
                        .butThrown(new AssertionError("\nheap reaches 9 MiB\nallowed 8 MiB"));

        assertThat(conclusion.verdict()).isEqualTo(Verdict.OVER_BUDGET);
        assertThat(conclusion.reason()).isEqualTo("heap reaches 9 MiB");
    }

    @Test
    void anotherExceptionOfTheMethodMakesACleanCheckInconclusive() {
        Conclusion conclusion =
                judged(STEADY, 0, List.of()).butThrown(new IllegalStateException("oops"));

        assertThat(conclusion.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(conclusion.reason()).contains("the method threw", "oops");
    }

    @Test
    void aVerdictThatFailsOutlivesWhatTheMethodThrew() {
        Conclusion leak = judged(LEAKING, 0, List.of());

        assertThat(leak.butThrown(new AssertionError("soft"))).isSameAs(leak);
    }

    private static RegionBudget heapTotal(long bytes) {
        return new RegionBudget(RegionKind.HEAP, ByteSize.ofBytes(bytes), null);
    }

    private static Conclusion judged(
            Recording recording, double allowed, List<RegionBudget> budgets) {
        return judged(recording, allowed, budgets, Suppressions.NONE);
    }

    private static Conclusion judged(
            Recording recording, double allowed, List<RegionBudget> budgets, Suppressions known) {
        return Conclusion.of(recording, plan(allowed), budgets, List.of(), known);
    }

    private static CheckPlan plan(double allowed) {
        return new CheckPlan(
                500,
                8,
                Recordings.REQUESTS,
                4,
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                new BytesPerRequest(allowed));
    }

    private static Suppressions known(String pattern, String expires) {
        return Suppressions.on(
                TODAY,
                List.of(
                        new Suppression(
                                pattern, null, "known", "someone", LocalDate.parse(expires))));
    }
}
