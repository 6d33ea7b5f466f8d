package dev.leakgate.check;

import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.service.ServiceException;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthJudgement;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import dev.leakgate.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what the rounds came to.
 *
 * @param verdict how the check ends
 * @param reason why, in one line
 * @param growth what each region does, in the order of {@code regions}; null without rounds
 * @param regions the regions that were judged
 * @param budgets what the user's limits came to
 */
record Conclusion(
        Verdict verdict,
        String reason,
        @Nullable GrowthJudgement growth,
        List<RegionKey> regions,
        List<BudgetResult> budgets) {

    /** Judges rounds that all went as they should. */
    static Conclusion of(Recording recording, CheckPlan plan, List<RegionBudget> limits) {
        List<RegionKey> regions = new ArrayList<>(recording.regions());
        List<GrowthSeries> series = new ArrayList<>();
        for (RegionKey region : regions) {
            series.add(
                    new GrowthSeries(
                            region.toString(),
                            recording.footprints(region),
                            recording.requestsPerRound()));
        }
        GrowthJudgement growth =
                GrowthJudge.judge(series, GrowthRules.DEFAULT.allowing(plan.allowedGrowth()));
        List<BudgetResult> budgets = BudgetResult.of(limits, recording);
        return decide(growth, regions, budgets, plan)
                .butBlind(Sensitivity.lacking(growth, plan, recording.requestsPerRound()));
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
                budgets);
    }

    /** Never calls a run clean that could not have seen what it was asked to see. */
    private Conclusion butBlind(Optional<String> lack) {
        return verdict == Verdict.CLEAN && lack.isPresent()
                ? new Conclusion(Verdict.INCONCLUSIVE, lack.get(), growth, regions, budgets)
                : this;
    }

    private static String firstLine(Throwable thrown) {
        String message = thrown.getMessage();
        String text =
                thrown instanceof AssertionError && message != null ? message : thrown.toString();
        return text.strip().lines().findFirst().orElse(thrown.getClass().getName());
    }

    private static Conclusion without(Verdict verdict, String reason) {
        return new Conclusion(verdict, reason, null, List.of(), List.of());
    }

    /** Says whether more rounds of the same load could settle it. */
    boolean wantsMoreRounds(CheckPlan plan) {
        return verdict == Verdict.INCONCLUSIVE
                && growth != null
                && (growth.outcome() == GrowthOutcome.UNSETTLED
                        || Sensitivity.moreRoundsHelp(plan));
    }

    private static Conclusion decide(
            GrowthJudgement growth,
            List<RegionKey> regions,
            List<BudgetResult> budgets,
            CheckPlan plan) {
        List<SeriesGrowth> leaks = with(growth, GrowthOutcome.GROWING);
        List<SeriesGrowth> unsettled = with(growth, GrowthOutcome.UNSETTLED);
        List<BudgetResult> broken = budgets.stream().filter(budget -> !budget.met()).toList();
        if (!leaks.isEmpty()) {
            SeriesGrowth worst = leaks.get(0);
            String others =
                    leaks.size() == 1 ? "" : String.format(", and %d more grow", leaks.size() - 1);
            return new Conclusion(
                    Verdict.LEAK,
                    String.format(
                            "%s grows %s (95 %% %s–%s), allowed %s%s",
                            worst.name(),
                            worst.growth(),
                            worst.low().number(),
                            worst.high().number(),
                            plan.allowedGrowth().number(),
                            others),
                    growth,
                    regions,
                    budgets);
        }
        if (!broken.isEmpty()) {
            String others =
                    broken.size() == 1
                            ? ""
                            : String.format(", and %d more budgets are broken", broken.size() - 1);
            return new Conclusion(
                    Verdict.OVER_BUDGET, broken.get(0) + others, growth, regions, budgets);
        }
        if (!unsettled.isEmpty()) {
            return new Conclusion(
                    Verdict.INCONCLUSIVE,
                    unsettledReason(unsettled.get(0)),
                    growth,
                    regions,
                    budgets);
        }
        return new Conclusion(
                Verdict.CLEAN, "no region grows with the requests", growth, regions, budgets);
    }

    private static String unsettledReason(SeriesGrowth worst) {
        String warmUp =
                worst.settlesAfterRequests().isPresent()
                        ? String.format(
                                "; raise warmUp by %,d", worst.settlesAfterRequests().getAsLong())
                        : "; raise warmUp, or requestsPerRound";
        return worst + warmUp;
    }

    private static List<SeriesGrowth> with(GrowthJudgement growth, GrowthOutcome outcome) {
        return growth.with(outcome).stream()
                .sorted(Comparator.comparing(SeriesGrowth::growth).reversed())
                .toList();
    }
}
