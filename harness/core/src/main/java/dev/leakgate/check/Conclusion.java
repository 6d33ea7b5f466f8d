package dev.leakgate.check;

import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.service.RunningService;
import dev.leakgate.service.ServiceException;
import dev.leakgate.verdict.GrowthJudgement;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.SeriesGrowth;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import dev.leakgate.verdict.budget.BudgetResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        RecordingGrowth growth = RecordingGrowth.of(recording, plan.allowedGrowth(), countLimits);
        List<RegionKey> regions = List.copyOf(recording.regions());
        List<BudgetResult> budgets = RecordedFigures.judge(limits, countLimits, recording);
        Optional<SmallestLeak> smallest =
                SmallestLeak.of(recording, growth.regions().series(), suppressions);
        return decide(growth, regions, budgets, suppressions)
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

    static Conclusion ofCrashAtStart(RunningService service) {
        return without(
                Verdict.CRASHED,
                "the service ended with "
                        + service.exitStatus().map(Object::toString).orElse("a signal")
                        + " before it was ready");
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

    /** Says that the tests ran too seldom for growth to be told from settling. */
    static Conclusion ofPeaksAlone() {
        return without(
                Verdict.CLEAN,
                "growth was not judged, peaks and budgets alone: the tests ran once; set"
                        + " leakgate.repeat to 5 or more");
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

    /** Adds what the limits of stacks and address space came to. */
    Conclusion with(List<BudgetResult> more) {
        List<BudgetResult> all = new ArrayList<>(budgets);
        all.addAll(more);
        List<BudgetResult> broken = more.stream().filter(BudgetResult::broken).toList();
        boolean fails =
                !broken.isEmpty() && (verdict == Verdict.CLEAN || verdict == Verdict.INCONCLUSIVE);
        return new Conclusion(
                fails ? Verdict.OVER_BUDGET : verdict,
                fails ? brokenText(broken) : reason,
                growth,
                regions,
                counts,
                all,
                smallest);
    }

    /** Never calls a run clean whose stacks nobody could look at, though they are limited. */
    Conclusion butUnseen(boolean unseen) {
        return unseen && verdict == Verdict.CLEAN
                ? new Conclusion(
                        Verdict.INCONCLUSIVE,
                        "the stacks of the service could not be looked at, and a budget limits them;"
                                + " run the build as its user or as root",
                        growth,
                        regions,
                        counts,
                        budgets,
                        smallest)
                : this;
    }

    private static String brokenText(List<BudgetResult> broken) {
        return broken.get(0) + others(broken.size() - 1, "budget is broken", "budgets are broken");
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

    /** Gives other advice where more rounds are advised, in the words of who drives them. */
    Conclusion advising(String remedy) {
        return new Conclusion(
                verdict,
                reason.replaceFirst("; raise (warmUp|requestsPerRound).*", remedy),
                growth,
                regions,
                counts,
                budgets,
                smallest);
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
            RecordingGrowth growth,
            List<RegionKey> regions,
            List<BudgetResult> budgets,
            Suppressions suppressions) {
        RecordingGrowth counted = growth.without(suppressions);
        List<String> leaks = counted.leaks();
        List<BudgetResult> broken = budgets.stream().filter(BudgetResult::broken).toList();
        List<String> unsettled = counted.unsettled();
        Verdict verdict = Verdict.CLEAN;
        String reason = "neither a region nor a count grows with the requests";
        if (!leaks.isEmpty()) {
            verdict = Verdict.LEAK;
            reason = leaks.get(0) + others(leaks.size() - 1, "grows", "grow");
        } else if (!broken.isEmpty()) {
            verdict = Verdict.OVER_BUDGET;
            reason = brokenText(broken);
        } else if (!unsettled.isEmpty()) {
            verdict = Verdict.INCONCLUSIVE;
            reason = unsettled.get(0);
        }
        return new Conclusion(
                verdict, reason, growth.regions(), regions, growth.counts(), budgets, null);
    }

    private static String others(int count, String one, String many) {
        return count == 0 ? "" : ", and " + count + " more " + (count == 1 ? one : many);
    }

    /** Returns the regions that leak. */
    Set<RegionKey> leakingRegions() {
        Set<RegionKey> leaking = new HashSet<>();
        for (int i = 0; growth != null && i < regions.size(); i++) {
            if (growth.series().get(i).outcome() == GrowthOutcome.GROWING) {
                leaking.add(regions.get(i));
            }
        }
        return leaking;
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
