package dev.leakgate.check;

import dev.leakgate.region.RegionKey;
import dev.leakgate.verdict.GrowthJudgement;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.SeriesGrowth;
import dev.leakgate.verdict.budget.BudgetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a verdict stands on.
 *
 * @param growth what each region does, in the order of {@code regions}; null without rounds
 * @param regions the regions that were judged
 * @param counts what the series of counts do
 * @param budgets what the user's limits came to
 * @param smallest the smallest leak that the run could have seen; null without rounds
 * @param leaking regions whose growth fails the check
 * @param unsettled regions whose growth keeps it from being clean
 */
record Figures(
        @Nullable GrowthJudgement growth,
        List<RegionKey> regions,
        List<CountGrowth> counts,
        List<BudgetResult> budgets,
        @Nullable SmallestLeak smallest,
        Set<RegionKey> leaking,
        Set<RegionKey> unsettled) {

    /** Nothing was measured. */
    static final Figures NONE =
            new Figures(null, List.of(), List.of(), List.of(), null, Set.of(), Set.of());

    /** Makes the collections unmodifiable. */
    Figures {
        regions = List.copyOf(regions);
        counts = List.copyOf(counts);
        budgets = List.copyOf(budgets);
        leaking = Set.copyOf(leaking);
        unsettled = Set.copyOf(unsettled);
    }

    /** Holds the growth of all regions, of which some is suppressed. */
    static Figures of(
            RecordingGrowth growth,
            RecordingGrowth counted,
            List<RegionKey> regions,
            List<BudgetResult> budgets,
            Optional<SmallestLeak> smallest) {
        return new Figures(
                        growth.regions(),
                        regions,
                        growth.counts(),
                        budgets,
                        smallest.orElse(null),
                        Set.of(),
                        Set.of())
                .counting(counted);
    }

    /** Returns the same with what is left to fail the check. */
    Figures counting(RecordingGrowth left) {
        return new Figures(
                growth,
                regions,
                counts,
                budgets,
                smallest,
                left.named(GrowthOutcome.GROWING, regions),
                left.named(GrowthOutcome.UNSETTLED, regions));
    }

    /** Returns the same with what more limits came to. */
    Figures with(List<BudgetResult> more) {
        List<BudgetResult> all = new ArrayList<>(budgets);
        all.addAll(more);
        return new Figures(growth, regions, counts, all, smallest, leaking, unsettled);
    }

    /** Returns the same with what was found to leak of what had not settled. */
    Figures leaking(Set<RegionKey> found) {
        return new Figures(growth, regions, counts, budgets, smallest, found, unsettled);
    }

    /** Returns the limits that are broken. */
    List<BudgetResult> broken() {
        return budgets.stream().filter(BudgetResult::broken).toList();
    }

    /** Returns the names of all that grows, or may grow; suppressions are for these. */
    List<String> grown() {
        Stream<SeriesGrowth> all = growth == null ? Stream.of() : growth.series().stream();
        return Stream.concat(all, counts.stream().map(CountGrowth::growth))
                .filter(series -> series.outcome() != GrowthOutcome.FLAT)
                .map(SeriesGrowth::name)
                .toList();
    }
}
