package dev.leakgate.check;

import dev.leakgate.finding.Finding;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.service.RunningService;
import dev.leakgate.service.ServiceException;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.SeriesGrowth;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import dev.leakgate.verdict.budget.BudgetResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Says what the rounds came to.
 *
 * @param verdict how the check ends
 * @param reason why, in one line
 * @param figures what it stands on
 */
record Conclusion(Verdict verdict, String reason, Figures figures) {

    private static final String CLEAN = "neither a region nor a count grows with the requests";

    /** Judges rounds that all went as they should. */
    static Conclusion of(
            Recording recording,
            CheckPlan plan,
            List<RegionBudget> limits,
            List<CountBudget> countLimits,
            Suppressions suppressions) {
        RecordingGrowth growth = RecordingGrowth.of(recording, plan.allowedGrowth(), countLimits);
        RecordingGrowth counted = growth.without(suppressions);
        Figures figures =
                Figures.of(
                        growth,
                        counted,
                        List.copyOf(recording.regions()),
                        RecordedFigures.judge(limits, countLimits, recording),
                        SmallestLeak.of(recording, growth.regions().series(), suppressions));
        return decide(counted, figures).asFarAsSeen(recording, plan);
    }

    /**
     * Judges again without objects that are known. What is over the limits that the user set stays.
     *
     * @param known objects that are suppressed
     */
    Conclusion without(
            KnownObjects known,
            Recording recording,
            CheckPlan plan,
            List<CountBudget> countLimits,
            Suppressions suppressions) {
        RecordingGrowth left =
                RecordingGrowth.of(recording, plan.allowedGrowth(), countLimits, known)
                        .without(suppressions);
        return decide(left, figures.counting(left)).asFarAsSeen(recording, plan);
    }

    private Conclusion asFarAsSeen(Recording recording, CheckPlan plan) {
        SmallestLeak smallest = figures.smallest();
        return butReplaced(Restarts.reason(recording))
                .butBlind(
                        Optional.ofNullable(smallest)
                                .flatMap(leak -> Sensitivity.lacking(leak, plan)));
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

    private static Conclusion without(Verdict verdict, String reason) {
        return new Conclusion(verdict, reason, Figures.NONE);
    }

    private Conclusion as(Verdict otherVerdict, String why) {
        return new Conclusion(otherVerdict, why, figures);
    }

    /** Keeps a verdict that fails, and never calls a method clean that threw. */
    Conclusion butThrown(Throwable thrown) {
        if (verdict != Verdict.CLEAN) {
            return this;
        }
        return thrown instanceof AssertionError
                ? as(Verdict.OVER_BUDGET, firstLine(thrown))
                : as(Verdict.INCONCLUSIVE, "the method threw " + firstLine(thrown));
    }

    /** Never calls a run clean that could not have seen what it was asked to see. */
    private Conclusion butBlind(Optional<String> lack) {
        return verdict == Verdict.CLEAN && lack.isPresent()
                ? as(Verdict.INCONCLUSIVE, lack.get())
                : this;
    }

    /** Adds what the limits of stacks and address space came to. */
    Conclusion with(List<BudgetResult> more) {
        List<BudgetResult> broken = more.stream().filter(BudgetResult::broken).toList();
        boolean fails =
                !broken.isEmpty() && (verdict == Verdict.CLEAN || verdict == Verdict.INCONCLUSIVE);
        return new Conclusion(
                fails ? Verdict.OVER_BUDGET : verdict,
                fails ? brokenText(broken) : reason,
                figures.with(more));
    }

    /** Never calls a run clean whose stacks nobody could look at, though they are limited. */
    Conclusion butUnseen(boolean unseen) {
        return unseen && verdict == Verdict.CLEAN
                ? as(
                        Verdict.INCONCLUSIVE,
                        "the stacks of the service could not be looked at, and a budget limits them;"
                                + " run the build as its user or as root")
                : this;
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

    /**
     * Says that objects are lost, of which a region that has not settled gains more and more.
     *
     * @param lost how much of them the regions gain, the fastest first; not empty
     */
    Conclusion losing(List<SeriesGrowth> lost, CheckPlan plan) {
        Set<RegionKey> regions = new HashSet<>();
        for (SeriesGrowth each : lost) {
            figures.unsettled().stream()
                    .filter(key -> key.toString().equals(each.name()))
                    .forEach(regions::add);
        }
        return new Conclusion(
                Verdict.LEAK,
                lost.get(0)
                        + " that nothing points to, allowed "
                        + plan.allowedGrowth().number()
                        + others(lost.size() - 1, "grows", "grow"),
                figures.leaking(regions));
    }

    /** Says who holds what the region of the reason has gained, which has not settled. */
    Conclusion heldBy(Finding finding) {
        String holder = finding.holdingRoot();
        boolean ofTheReason = reason.startsWith(finding.region() + " has not settled");
        return ofTheReason && !holder.isEmpty()
                ? as(verdict, reason.replaceFirst(";|$", ", held by " + quoted(holder) + "$0"))
                : this;
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }

    private static String firstLine(Throwable thrown) {
        String message = thrown.getMessage();
        String text =
                thrown instanceof AssertionError && message != null ? message : thrown.toString();
        return text.strip().lines().findFirst().orElse(thrown.getClass().getName());
    }

    /** Gives other advice where more rounds are advised, in the words of who drives them. */
    Conclusion advising(String remedy) {
        return as(verdict, reason.replaceFirst("; raise (warmUp|requestsPerRound).*", remedy));
    }

    /** Says whether it waits for growth of regions to settle. */
    boolean isUnsettled() {
        return verdict == Verdict.INCONCLUSIVE && !figures.unsettled().isEmpty();
    }

    /** Says whether more rounds of the same load could settle it. */
    boolean wantsMoreRounds(CheckPlan plan) {
        SmallestLeak smallest = figures.smallest();
        return verdict == Verdict.INCONCLUSIVE
                && figures.growth() != null
                && (figures.growth().outcome() == GrowthOutcome.UNSETTLED
                        || figures.counts().stream().anyMatch(CountGrowth::unsettled)
                        || (smallest != null && Sensitivity.moreRoundsHelp(smallest, plan)));
    }

    private static Conclusion decide(RecordingGrowth counted, Figures figures) {
        List<String> leaks = counted.leaks();
        List<BudgetResult> broken = figures.broken();
        List<String> unsettled = counted.unsettled();
        if (!leaks.isEmpty()) {
            return new Conclusion(
                    Verdict.LEAK,
                    leaks.get(0) + others(leaks.size() - 1, "grows", "grow"),
                    figures);
        }
        if (!broken.isEmpty()) {
            return new Conclusion(Verdict.OVER_BUDGET, brokenText(broken), figures);
        }
        return unsettled.isEmpty()
                ? new Conclusion(Verdict.CLEAN, CLEAN, figures)
                : new Conclusion(Verdict.INCONCLUSIVE, unsettled.get(0), figures);
    }

    private static String brokenText(List<BudgetResult> broken) {
        return broken.get(0) + others(broken.size() - 1, "budget is broken", "budgets are broken");
    }

    private static String others(int count, String one, String many) {
        return count == 0 ? "" : ", and " + count + " more " + (count == 1 ? one : many);
    }
}
