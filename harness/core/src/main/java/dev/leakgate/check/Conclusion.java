package dev.leakgate.check;

import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.service.ServiceException;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthJudgement;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what the rounds came to.
 *
 * @param verdict how the check ends
 * @param reason why, in one line
 * @param growth what each region does, in the order of {@code regions}; null without rounds
 * @param regions the regions that were judged
 * @param counts what the series of counts do
 * @param budgets what the user's limits came to
 * @param smallest the smallest leak that the run could have seen; null without rounds
 */
record Conclusion(
        Verdict verdict,
        String reason,
        @Nullable GrowthJudgement growth,
        List<RegionKey> regions,
        List<CountGrowth> counts,
        List<BudgetResult> budgets,
        @Nullable SmallestLeak smallest) {

    /** Judges rounds that all went as they should. */
    static Conclusion of(
            Recording recording,
            CheckPlan plan,
            List<RegionBudget> limits,
            List<CountBudget> countLimits,
            Suppressions suppressions) {
        List<RegionKey> regions = new ArrayList<>(recording.regions());
        List<GrowthSeries> series = new ArrayList<>();
        List<GrowthRules> rules = new ArrayList<>();
        for (RegionKey region : regions) {
            rules.add(
                    GrowthRules.of(recording.countedExactly(List.of(region)))
                            .allowing(plan.allowedGrowth()));
            series.add(
                    new GrowthSeries(
                            region.toString(),
                            recording.atEqualRounds(recording.levels(region)),
                            recording.requestsPerRound()));
        }
        List<CountKey> keys = new ArrayList<>(recording.counts());
        for (CountKey key : keys) {
            series.add(CountGrowth.series(key, recording));
            rules.add(CountGrowth.rules(key, CountGrowth.allowed(key.count(), countLimits)));
        }
        List<SeriesGrowth> all = GrowthJudge.judge(series, rules).series();
        GrowthJudgement growth = new GrowthJudgement(all.subList(0, regions.size()));
        List<CountGrowth> counts = new ArrayList<>();
        for (CountKey key : keys) {
            counts.add(
                    new CountGrowth(
                            key,
                            all.get(regions.size() + counts.size()),
                            CountGrowth.allowed(key.count(), countLimits)));
        }
        List<BudgetResult> budgets = BudgetResult.of(limits, countLimits, recording);
        Optional<SmallestLeak> smallest = SmallestLeak.of(recording, growth.series(), suppressions);
        return decide(growth, regions, counts, budgets, plan, suppressions)
                .seeing(smallest)
                .butReplaced(Restarts.reason(recording))
                .butBlind(smallest.flatMap(leak -> Sensitivity.lacking(leak, plan)));
    }

    /** Takes over what ended the measuring early. */
    static Conclusion of(StoppedException stopped) {
        return without(stopped.verdict(), stopped.reason());
    }

    static Conclusion ofFailedStart(ServiceException failure) {
        return without(Verdict.INCONCLUSIVE, String.valueOf(failure.getMessage()));
    }

    static Conclusion ofBusyMachine(Duration waited) {
        return without(
                Verdict.INCONCLUSIVE,
                "another check on this machine measured for more than "
                        + waited.toMinutes()
                        + " minutes; run it again when that one is done");
    }

    static Conclusion ofInterrupt() {
        return without(Verdict.INCONCLUSIVE, "the check was interrupted; run it again");
    }

    /** Takes over that the user's method threw before there were rounds to judge. */
    static Conclusion ofThrown(Throwable thrown) {
        return without(Verdict.INCONCLUSIVE, "the method threw " + firstLine(thrown));
    }

    /** Keeps a verdict that fails, and never calls a method clean that threw. */
    Conclusion butThrown(Throwable thrown) {
        if (verdict != Verdict.CLEAN) {
            return this;
        }
        boolean asserted = thrown instanceof AssertionError;
        return new Conclusion(
                asserted ? Verdict.OVER_BUDGET : Verdict.INCONCLUSIVE,
                asserted ? firstLine(thrown) : "the method threw " + firstLine(thrown),
                growth,
                regions,
                counts,
                budgets,
                smallest);
    }

    /** Never calls a run clean that could not have seen what it was asked to see. */
    private Conclusion butBlind(Optional<String> lack) {
        return verdict == Verdict.CLEAN && lack.isPresent()
                ? new Conclusion(
                        Verdict.INCONCLUSIVE,
                        lack.get(),
                        growth,
                        regions,
                        counts,
                        budgets,
                        smallest)
                : this;
    }

    private Conclusion seeing(Optional<SmallestLeak> leak) {
        return new Conclusion(verdict, reason, growth, regions, counts, budgets, leak.orElse(null));
    }

    /**
     * Never calls a run clean in which a process was replaced: what it leaked went with it. More
     * rounds would not tell more.
     */
    private Conclusion butReplaced(Optional<String> replaced) {
        boolean hidden = verdict == Verdict.CLEAN || verdict == Verdict.INCONCLUSIVE;
        return hidden && replaced.isPresent()
                ? without(Verdict.INCONCLUSIVE, replaced.get())
                : this;
    }

    private static String firstLine(Throwable thrown) {
        String message = thrown.getMessage();
        String text =
                thrown instanceof AssertionError && message != null ? message : thrown.toString();
        return text.strip().lines().findFirst().orElse(thrown.getClass().getName());
    }

    private static Conclusion without(Verdict verdict, String reason) {
        return new Conclusion(verdict, reason, null, List.of(), List.of(), List.of(), null);
    }

    /** Says whether more rounds of the same load could settle it. */
    boolean wantsMoreRounds(CheckPlan plan) {
        return verdict == Verdict.INCONCLUSIVE
                && growth != null
                && (growth.outcome() == GrowthOutcome.UNSETTLED
                        || counts.stream().anyMatch(CountGrowth::unsettled)
                        || (smallest != null && Sensitivity.moreRoundsHelp(smallest, plan)));
    }

    private static Conclusion decide(
            GrowthJudgement growth,
            List<RegionKey> regions,
            List<CountGrowth> counts,
            List<BudgetResult> budgets,
            CheckPlan plan,
            Suppressions suppressions) {
        GrowthJudgement counted = without(suppressions, growth);
        List<CountGrowth> countedToo =
                counts.stream()
                        .filter(count -> !suppressions.cover(count.growth().name()))
                        .toList();
        List<String> leaks = leaks(counted, countedToo, plan);
        List<BudgetResult> broken = budgets.stream().filter(budget -> !budget.met()).toList();
        List<String> unsettled = unsettled(counted, countedToo);
        Verdict verdict = Verdict.CLEAN;
        String reason = "neither a region nor a count grows with the requests";
        if (!leaks.isEmpty()) {
            verdict = Verdict.LEAK;
            reason = leaks.get(0) + others(leaks.size() - 1, "grows", "grow");
        } else if (!broken.isEmpty()) {
            verdict = Verdict.OVER_BUDGET;
            reason =
                    broken.get(0)
                            + others(broken.size() - 1, "budget is broken", "budgets are broken");
        } else if (!unsettled.isEmpty()) {
            verdict = Verdict.INCONCLUSIVE;
            reason = unsettled.get(0);
        }
        return new Conclusion(verdict, reason, growth, regions, counts, budgets, null);
    }

    /**
     * Says what grows, the likeliest cause first: threads and processes bring regions along, and
     * regions bring mappings.
     */
    private static List<String> leaks(
            GrowthJudgement growth, List<CountGrowth> counts, CheckPlan plan) {
        List<String> causes = new ArrayList<>();
        List<String> effects = new ArrayList<>();
        for (CountGrowth count : counts) {
            if (count.leaks()) {
                (count.bringsMemory() ? causes : effects).add(count.leakText());
            }
        }
        for (SeriesGrowth leak : with(growth, GrowthOutcome.GROWING)) {
            causes.add(
                    String.format(
                            Locale.ROOT,
                            "%s grows %s (95 %% %s–%s), allowed %s",
                            leak.name(),
                            leak.growth(),
                            leak.low().number(),
                            leak.high().number(),
                            plan.allowedGrowth().number()));
        }
        causes.addAll(effects);
        return causes;
    }

    private static List<String> unsettled(GrowthJudgement growth, List<CountGrowth> counts) {
        List<String> unsettled = new ArrayList<>();
        for (SeriesGrowth series : with(growth, GrowthOutcome.UNSETTLED)) {
            unsettled.add(series + moreWarmUp(series));
        }
        for (CountGrowth count : counts) {
            if (count.unsettled()) {
                unsettled.add(count.unsettledText() + moreWarmUp(count.growth()));
            }
        }
        return unsettled;
    }

    private static String others(int count, String one, String many) {
        return count == 0 ? "" : ", and " + count + " more " + (count == 1 ? one : many);
    }

    private static GrowthJudgement without(Suppressions suppressions, GrowthJudgement growth) {
        return new GrowthJudgement(
                growth.series().stream()
                        .filter(series -> !suppressions.cover(series.name()))
                        .toList());
    }

    /** Returns the names of all that grows, or may grow; suppressions are for these. */
    List<String> grown() {
        Stream<SeriesGrowth> all = growth == null ? Stream.of() : growth.series().stream();
        return Stream.concat(all, counts.stream().map(CountGrowth::growth))
                .filter(series -> series.outcome() != GrowthOutcome.FLAT)
                .map(SeriesGrowth::name)
                .toList();
    }

    private static String moreWarmUp(SeriesGrowth series) {
        return series.settlesAfterRequests().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "; raise warmUp by %,d",
                        series.settlesAfterRequests().getAsLong())
                : "; raise warmUp, or requestsPerRound";
    }

    private static List<SeriesGrowth> with(GrowthJudgement growth, GrowthOutcome outcome) {
        return growth.with(outcome).stream()
                .sorted(Comparator.comparing(SeriesGrowth::growth).reversed())
                .toList();
    }
}
