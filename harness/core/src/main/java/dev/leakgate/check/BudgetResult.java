package dev.leakgate.check;

import dev.leakgate.recording.Count;
import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says what one limit came to.
 *
 * @param name what is limited, {@code "heap total"}
 * @param unit of the limit and of what was measured
 * @param limit the most that is allowed
 * @param observed what was measured
 * @param met whether it was kept; a growth is broken when the judge finds it above the limit
 */
record BudgetResult(String name, Unit unit, double limit, double observed, boolean met) {

    /** Says what a limit counts. */
    enum Unit {
        BYTES("B"),
        BYTES_PER_REQUEST("B/request"),
        COUNT("count"),
        COUNT_PER_REQUEST("count/request");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        /** Returns how run.json names it. */
        String text() {
            return text;
        }
    }

    /** Measures each limit that the budgets set. */
    static List<BudgetResult> of(
            List<RegionBudget> regions, List<CountBudget> counts, Recording recording) {
        List<BudgetResult> results = new ArrayList<>(of(regions, recording));
        counts.forEach(budget -> results.addAll(of(budget, recording)));
        return results;
    }

    private static List<BudgetResult> of(CountBudget budget, Recording recording) {
        List<BudgetResult> results = new ArrayList<>();
        Count count = budget.count();
        boolean bytes = count == Count.RESERVED;
        Long max = budget.max();
        if (max != null) {
            long most =
                    max(
                            recording.snapshots().stream()
                                    .mapToLong(snapshot -> snapshot.counts().total(count))
                                    .toArray());
            results.add(
                    new BudgetResult(
                            count.text() + " max",
                            bytes ? Unit.BYTES : Unit.COUNT,
                            max,
                            most,
                            most <= max));
        }
        CountPerRequest growth = budget.growth();
        if (growth != null) {
            for (CountKey key : recording.counts()) {
                if (key.count() == count) {
                    results.add(ofGrowth(key, growth.value(), recording));
                }
            }
        }
        return results;
    }

    private static BudgetResult ofGrowth(CountKey key, double limit, Recording recording) {
        SeriesGrowth growth =
                GrowthJudge.judge(
                                List.of(CountGrowth.series(key, recording)),
                                CountGrowth.rules(key, limit))
                        .series()
                        .get(0);
        return new BudgetResult(
                key + " growth",
                key.count() == Count.RESERVED ? Unit.BYTES_PER_REQUEST : Unit.COUNT_PER_REQUEST,
                limit,
                growth.growth().value(),
                growth.outcome() != GrowthOutcome.GROWING);
    }

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
                results.add(ofGrowth(budget.region(), growth, recording));
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
                Unit.BYTES,
                limit.bytes(),
                observed,
                observed <= limit.bytes());
    }

    private static BudgetResult ofGrowth(
            RegionKind region, BytesPerRequest limit, Recording recording) {
        List<RegionKey> keys =
                recording.regions().stream().filter(key -> key.kind() == region).toList();
        GrowthSeries series =
                new GrowthSeries(
                        region.text(),
                        recording.atEqualRounds(recording.levels(keys)),
                        recording.requestsPerRound());
        GrowthRules rules = GrowthRules.of(recording.countedExactly(keys)).allowing(limit);
        SeriesGrowth growth = GrowthJudge.judge(List.of(series), rules).series().get(0);
        return new BudgetResult(
                region.text() + " growth",
                Unit.BYTES_PER_REQUEST,
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
        return switch (unit) {
            case BYTES -> new ByteSize(Math.round(value)).toString();
            case BYTES_PER_REQUEST -> new BytesPerRequest(value).toString();
            case COUNT -> String.format(Locale.ROOT, "%,d", Math.round(value));
            case COUNT_PER_REQUEST -> new CountPerRequest(value).toString();
        };
    }
}
