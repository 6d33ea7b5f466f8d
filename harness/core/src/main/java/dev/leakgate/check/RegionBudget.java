package dev.leakgate.check;

import dev.leakgate.region.RegionKind;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.budget.Budget;
import dev.leakgate.verdict.budget.Metric;
import dev.leakgate.verdict.budget.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits the regions of one kind, summed over names and processes.
 *
 * @param region which regions
 * @param total largest footprint in any snapshot; null for no limit
 * @param growth largest growth per request; null for no limit
 */
public record RegionBudget(
        RegionKind region, @Nullable ByteSize total, @Nullable BytesPerRequest growth) {

    /** Returns a budget for each limit. */
    List<Budget> budgets() {
        Selection selection = Selection.of(region);
        List<Budget> budgets = new ArrayList<>();
        if (total != null) {
            budgets.add(Budget.max(selection, Metric.PEAK, (double) total.bytes()));
        }
        if (growth != null) {
            budgets.add(Budget.max(selection, Metric.GROWTH, growth.value()));
        }
        return budgets;
    }
}
