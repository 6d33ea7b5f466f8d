package dev.leakgate.verdict.budget;

import dev.leakgate.verdict.budget.Measured.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Holds what a run measured against a budget: the one place that does. */
public final class BudgetJudge {

    private static final String GROWTH_NOT_JUDGED = "growth was not judged in this run";

    private final Budget budget;
    private final Measured run;
    private final List<BudgetResult> results = new ArrayList<>();

    private BudgetJudge(Budget budget, Measured run) {
        this.budget = budget;
        this.run = run;
    }

    /**
     * Judges.
     *
     * @param run that the budget's selection covers
     * @param baseline the same check in the baseline; null when it has none
     * @return a result for each limit of the budget, and for each series that grows
     */
    public static List<BudgetResult> judge(
            Budget budget, Measured run, @Nullable Measured baseline) {
        BudgetJudge judge = new BudgetJudge(budget, run);
        if (budget.max() != null) {
            judge.hold(budget.max(), null, false);
        }
        if (budget.warn() != null) {
            judge.hold(budget.warn(), null, true);
        }
        if (budget.increase() != null) {
            judge.holdIncrease(budget.increase(), baseline);
        }
        return judge.results;
    }

    private void holdIncrease(Increase increase, @Nullable Measured baseline) {
        OptionalDouble before = baseline == null ? OptionalDouble.empty() : figure(baseline);
        if (before.isEmpty()) {
            results.add(
                    unknown(
                            0,
                            "the baseline does not have it; write the baseline anew with"
                                    + " leakgate:baseline",
                            false));
            return;
        }
        hold(
                increase.limit(before.getAsDouble()),
                increase.text(budget.unit())
                        + " over "
                        + budget.unit().text(before.getAsDouble())
                        + " of the baseline",
                false);
    }

    private OptionalDouble figure(Measured measured) {
        if (budget.metric() != Metric.GROWTH) {
            return measured.level(budget.metric(), budget.selection());
        }
        List<Growth> growths = measured.growths(budget.selection(), 0);
        return growths.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        growths.stream().mapToDouble(Growth::perRequest).max().orElse(0));
    }

    private void hold(double limit, @Nullable String note, boolean warning) {
        if (budget.metric() == Metric.GROWTH) {
            List<Growth> growths = run.growths(budget.selection(), limit);
            if (growths.isEmpty()) {
                results.add(unknown(limit, GROWTH_NOT_JUDGED, warning));
            }
            for (Growth growth : growths) {
                results.add(
                        result(
                                growth.subject() + " " + Metric.GROWTH.text(),
                                limit,
                                growth.perRequest(),
                                !growth.above(),
                                note,
                                warning));
            }
            return;
        }
        OptionalDouble level = run.level(budget.metric(), budget.selection());
        if (level.isEmpty()) {
            results.add(unknown(limit, "it was not measured in this run", warning));
            return;
        }
        results.add(
                result(
                        budget.name(),
                        limit,
                        level.getAsDouble(),
                        level.getAsDouble() <= limit,
                        note,
                        warning));
    }

    private BudgetResult result(
            String name,
            double limit,
            double observed,
            boolean met,
            @Nullable String note,
            boolean warning) {
        return new BudgetResult(
                name, budget.unit(), limit, observed, met, note, budget.source(), warning);
    }

    private BudgetResult unknown(double limit, String why, boolean warning) {
        return new BudgetResult(
                budget.name(), budget.unit(), limit, null, null, why, budget.source(), warning);
    }
}
