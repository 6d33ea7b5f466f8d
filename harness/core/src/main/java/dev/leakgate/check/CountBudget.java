package dev.leakgate.check;

import dev.leakgate.recording.Count;
import dev.leakgate.units.CountPerRequest;
import dev.leakgate.verdict.budget.Budget;
import dev.leakgate.verdict.budget.Metric;
import dev.leakgate.verdict.budget.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits what can leak besides memory, summed over kinds and processes.
 *
 * @param count what is limited
 * @param max most in any snapshot, of {@link Count#RESERVED} in bytes; null for no limit
 * @param growth most that each series may grow per request, of {@link Count#RESERVED} in bytes; up
 *     to it growth is no leak. Null for no growth at all
 */
public record CountBudget(Count count, @Nullable Long max, @Nullable CountPerRequest growth) {

    /** Returns a budget for each limit. */
    List<Budget> budgets() {
        List<Budget> budgets = new ArrayList<>();
        if (max != null) {
            budgets.add(
                    Budget.max(Selection.ALL, RecordedFigures.metric(count), max.doubleValue()));
        }
        if (growth != null) {
            budgets.add(Budget.max(Selection.of(count), Metric.GROWTH, growth.value()));
        }
        return budgets;
    }
}
