package dev.leakgate.check;

import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what one limit came to.
 *
 * @param name what is limited, {@code "heap total"}
 * @param perRequest whether it is a growth per request, else a size
 * @param limit the most that is allowed, in bytes or bytes per request
 * @param observed what was measured
 * @param met whether it was kept; a growth is broken when the judge finds it above the limit
 */
record BudgetResult(String name, boolean perRequest, double limit, double observed, boolean met) {

    /** Measures each limit that the budgets set. */
    static List<BudgetResult> of(List<RegionBudget> budgets, Recording recording) {
        List<BudgetResult> results = new ArrayList<>();
        for (RegionBudget budget : budgets) {
            long[] levels =
                    recording.snapshots().stream()
                            .mapToLong(snapshot -> footprint(snapshot, budget.region()))
                            .toArray();
            ByteSize total = budget.total();
            if (total != null) {
                results.add(ofTotal(budget.region(), total, max(levels)));
            }
            BytesPerRequest growth = budget.growth();
            if (growth != null) {
                results.add(
                        ofGrowth(
                                budget.region(),
                                growth,
                                new GrowthSeries(
                                        budget.region().text(),
                                        levels,
                                        recording.requestsPerRound())));
            }
        }
        return results;
    }

    private static long footprint(Snapshot snapshot, RegionKind kind) {
        return snapshot.regions().entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .mapToLong(entry -> entry.getValue().footprint())
                .sum();
    }

    private static long max(long[] levels) {
        long max = 0;
        for (long level : levels) {
            max = Math.max(max, level);
        }
        return max;
    }

    private static BudgetResult ofTotal(RegionKind region, ByteSize limit, long observed) {
        return new BudgetResult(
                region.text() + " total",
                false,
                limit.bytes(),
                observed,
                observed <= limit.bytes());
    }

    private static BudgetResult ofGrowth(
            RegionKind region, BytesPerRequest limit, GrowthSeries series) {
        SeriesGrowth growth =
                GrowthJudge.judge(List.of(series), GrowthRules.DEFAULT.allowing(limit))
                        .series()
                        .get(0);
        return new BudgetResult(
                region.text() + " growth",
                true,
                limit.value(),
                growth.growth().value(),
                growth.outcome() != GrowthOutcome.GROWING);
    }

    /** Prints {@code heap total 70.2 MiB, allowed 64 MiB}. */
    @Override
    public String toString() {
        return name + " " + text(observed) + ", allowed " + text(limit);
    }

    private String text(double value) {
        return perRequest
                ? new BytesPerRequest(value).toString()
                : new ByteSize(Math.round(value)).toString();
    }
}
