package dev.leakgate.verdict.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.verdict.budget.Measures.Row;
import dev.leakgate.verdict.budget.Measures.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetJudgeTest {

    private static final double MIB = 1 << 20;

    private static final Measures RUN =
            new Measures(
                    List.of(
                            new Row(Metric.PEAK, Subject.SERVICE, 90 * MIB),
                            new Row(Metric.PEAK, Subject.of(RegionKind.HEAP), 60 * MIB),
                            new Row(Metric.PEAK, each(RegionKind.HEAP, ""), 60 * MIB),
                            new Row(Metric.PEAK, Subject.of(RegionKind.STACKS), 30 * MIB),
                            new Row(Metric.PEAK, each(RegionKind.STACKS, "handler"), 18 * MIB),
                            new Row(Metric.PEAK, each(RegionKind.STACKS, "handler-io"), 2 * MIB),
                            new Row(Metric.PEAK, each(RegionKind.STACKS, "timer"), 10 * MIB),
                            new Row(Metric.THREADS, Subject.SERVICE, 64),
                            new Row(Metric.GROWTH, Subject.SERVICE, 100, 90),
                            new Row(Metric.GROWTH, each(RegionKind.HEAP, ""), 100, 90),
                            new Row(Metric.GROWTH, counted(Count.DESCRIPTORS, "sockets"), 0.01),
                            new Row(Metric.GROWTH, counted(Count.DESCRIPTORS, "files"), 0)));

    @Test
    void aLimitIsKeptUpToItAndBrokenAboveIt() {
        Selection heap = Selection.of(RegionKind.HEAP);

        assertThat(judge(Budget.max(heap, Metric.PEAK, 60 * MIB)).met()).isTrue();
        BudgetResult broken = judge(Budget.max(heap, Metric.PEAK, 60 * MIB - 1));
        assertThat(broken.broken()).isTrue();
        assertThat(broken).hasToString("heap peak 60 MiB, allowed 60 MiB");
    }

    @Test
    void withoutARegionAllMemoryIsMeant() {
        assertThat(judge(Budget.max(Selection.ALL, Metric.PEAK, 64 * MIB)))
                .hasToString("memory peak 90 MiB, allowed 64 MiB");
    }

    @Test
    void aThreadGroupIsSummedOverTheNamesThatFit() {
        Selection handlers = new Selection(null, null, RegionKind.STACKS, "handler*", null);

        assertThat(judge(Budget.max(handlers, Metric.PEAK, 16 * MIB)))
                .hasToString("stacks of handler* peak 20 MiB, allowed 16 MiB");
    }

    @Test
    void aRegionThatTheServiceDoesNotHaveIsNothing() {
        BudgetResult result = judge(Budget.max(Selection.of(RegionKind.ARENAS), Metric.PEAK, 0));

        assertThat(result.observed()).isZero();
        assertThat(result.met()).isTrue();
    }

    @Test
    void whatWasNotMeasuredIsNeitherKeptNorBroken() {
        BudgetResult result = judge(Budget.max(Selection.ALL, Metric.LIVE, MIB));

        assertThat(result.unknown()).isTrue();
        assertThat(result.broken()).isFalse();
        assertThat(result).hasToString("memory live is not known: it was not measured in this run");
    }

    @Test
    void aGrowthIsBrokenOnlyWhenItIsSurelyAboveTheLimit() {
        Selection heap = Selection.of(RegionKind.HEAP);

        assertThat(judge(Budget.max(heap, Metric.GROWTH, 95)).met()).isTrue();
        assertThat(judge(Budget.max(heap, Metric.GROWTH, 89)))
                .hasToString("heap growth 100 B per request, allowed 89 B per request");
    }

    @Test
    void eachKindOfDescriptorIsHeldByItself() {
        Budget budget = Budget.max(Selection.of(Count.DESCRIPTORS), Metric.GROWTH, 0);

        assertThat(BudgetJudge.judge(budget, RUN, null))
                .extracting(BudgetResult::toString)
                .containsExactlyInAnyOrder(
                        "descriptors (sockets) growth 0.01 per request, allowed 0 per request",
                        "descriptors (files) growth 0 per request, allowed 0 per request");
    }

    @Test
    void whatTheServiceNeverHadDoesNotGrow() {
        assertThat(judge(Budget.max(Selection.of(Count.CHILDREN), Metric.GROWTH, 0)).met())
                .isTrue();
    }

    @Test
    void aWarningFailsNothing() {
        BudgetResult result = judge(budget(Metric.THREADS, null, 48.0, null));

        assertThat(result.warns()).isTrue();
        assertThat(result.broken()).isFalse();
        assertThat(result).hasToString("threads max 64, to be 48 at most (pom.xml, budget 1)");
    }

    @Test
    void anIncreaseIsAShareAndAnAmountOverTheBaseline() {
        Measures before = new Measures(List.of(new Row(Metric.PEAK, Subject.SERVICE, 80 * MIB)));

        assertThat(
                        BudgetJudge.judge(
                                budget(Metric.PEAK, null, null, new Increase(12.5, 0)),
                                RUN,
                                before))
                .singleElement()
                .matches(result -> Boolean.TRUE.equals(result.met()));
        assertThat(
                        BudgetJudge.judge(
                                budget(Metric.PEAK, null, null, new Increase(10, MIB)),
                                RUN,
                                before))
                .singleElement()
                .hasToString(
                        "memory peak 90 MiB, allowed 89 MiB (10 % + 1 MiB over 80 MiB of the"
                                + " baseline; pom.xml, budget 1)");
    }

    @Test
    void aBaselineWithoutTheFigureIsNoReasonToPass() {
        BudgetResult result = judge(budget(Metric.PEAK, null, null, new Increase(10, 0)));

        assertThat(result.unknown()).isTrue();
        assertThat(result)
                .hasToString(
                        "memory peak is not known: the baseline does not have it; write the"
                                + " baseline anew with leakgate:baseline (pom.xml, budget 1)");
    }

    private static BudgetResult judge(Budget budget) {
        List<BudgetResult> results = BudgetJudge.judge(budget, RUN, null);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static Budget budget(
            Metric metric, @Nullable Double max, @Nullable Double warn, @Nullable Increase over) {
        return new Budget(Selection.ALL, metric, max, warn, over, "pom.xml, budget 1");
    }

    private static Subject each(RegionKind kind, String name) {
        return new Subject(kind, null, "", name, false);
    }

    private static Subject counted(Count count, String kind) {
        return new Subject(null, count, "", kind, false);
    }
}
