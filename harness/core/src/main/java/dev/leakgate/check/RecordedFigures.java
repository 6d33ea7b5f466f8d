package dev.leakgate.check;

import dev.leakgate.recording.Count;
import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import dev.leakgate.verdict.budget.Budget;
import dev.leakgate.verdict.budget.BudgetJudge;
import dev.leakgate.verdict.budget.BudgetResult;
import dev.leakgate.verdict.budget.Measured;
import dev.leakgate.verdict.budget.Metric;
import dev.leakgate.verdict.budget.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * Reads from a recording what a check's own budgets limit. Growth is judged anew against each
 * limit: the recording is there, and a result has its intervals alone.
 */
final class RecordedFigures implements Measured {

    private static final Map<Metric, Count> COUNTS =
            Map.of(
                    Metric.RESERVED, Count.RESERVED,
                    Metric.THREADS, Count.THREADS,
                    Metric.DESCRIPTORS, Count.DESCRIPTORS,
                    Metric.MAPPINGS, Count.MAPPINGS,
                    Metric.CHILDREN, Count.CHILDREN,
                    Metric.ZOMBIES, Count.ZOMBIES);

    private final Recording recording;

    private RecordedFigures(Recording recording) {
        this.recording = recording;
    }

    /** Holds a recording against the budgets of its check. */
    static List<BudgetResult> judge(
            List<RegionBudget> regions, List<CountBudget> counts, Recording recording) {
        RecordedFigures figures = new RecordedFigures(recording);
        List<Budget> budgets = new ArrayList<>();
        regions.forEach(budget -> budgets.addAll(budget.budgets()));
        counts.forEach(budget -> budgets.addAll(budget.budgets()));
        return budgets.stream()
                .flatMap(budget -> BudgetJudge.judge(budget, figures, null).stream())
                .toList();
    }

    /** Names the metric of the most that there is of something. */
    static Metric metric(Count count) {
        return COUNTS.entrySet().stream()
                .filter(entry -> entry.getValue() == count)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Override
    public OptionalDouble level(Metric metric, Selection selection) {
        RegionKind region = selection.region();
        if (metric == Metric.PEAK && region != null) {
            return largest(snapshot -> footprint(snapshot, region));
        }
        Count count = COUNTS.get(metric);
        return count == null
                ? OptionalDouble.empty()
                : largest(snapshot -> snapshot.counts().total(count));
    }

    private OptionalDouble largest(ToLongFunction<Snapshot> level) {
        return recording.snapshots().stream().mapToLong(level).asDoubleStream().max();
    }

    private static long footprint(Snapshot snapshot, RegionKind kind) {
        return snapshot.regions().entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .mapToLong(entry -> entry.getValue().footprint())
                .sum();
    }

    @Override
    public List<Growth> growths(Selection selection, double limit) {
        RegionKind region = selection.region();
        if (region != null) {
            return List.of(ofRegion(region, limit));
        }
        return recording.counts().stream()
                .filter(key -> key.count() == selection.count())
                .map(key -> ofCount(key, limit))
                .toList();
    }

    private Growth ofRegion(RegionKind region, double limit) {
        List<RegionKey> keys =
                recording.regions().stream().filter(key -> key.kind() == region).toList();
        GrowthSeries series =
                new GrowthSeries(
                        region.text(),
                        recording.atEqualRounds(recording.levels(keys)),
                        recording.requestsPerRound());
        return judged(
                series,
                GrowthRules.of(recording.countedExactly(keys))
                        .allowing(new BytesPerRequest(limit)));
    }

    private Growth ofCount(CountKey key, double limit) {
        return judged(CountGrowth.series(key, recording), CountGrowth.rules(key, limit));
    }

    private static Growth judged(GrowthSeries series, GrowthRules rules) {
        SeriesGrowth growth = GrowthJudge.judge(List.of(series), rules).series().get(0);
        return new Growth(
                series.name(), growth.growth().value(), growth.outcome() == GrowthOutcome.GROWING);
    }
}
