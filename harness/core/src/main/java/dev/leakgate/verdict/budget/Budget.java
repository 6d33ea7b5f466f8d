package dev.leakgate.verdict.budget;

import dev.leakgate.region.RegionKind;
import dev.leakgate.verdict.budget.BudgetResult.Unit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits one figure.
 *
 * @param selection of what
 * @param metric which figure
 * @param max the most that is allowed; null for no limit
 * @param warn the most that nobody need hear of; null for none
 * @param increase how much more than in the baseline is allowed; null for as much as there is
 * @param source where it is written, {@code "leakgate-budgets.yaml:3:5"}; null for the check itself
 */
public record Budget(
        Selection selection,
        Metric metric,
        @Nullable Double max,
        @Nullable Double warn,
        @Nullable Increase increase,
        @Nullable String source) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when nothing is limited, or a limit can never matter; the
     *     message says what to write
     */
    public Budget {
        if (max == null && warn == null && increase == null) {
            throw new IllegalArgumentException(
                    "it limits nothing; set max, as in max: "
                            + unit(metric, selection).example()
                            + ", warn, or maxIncrease, as in maxIncrease: 10 %");
        }
        if (max != null && warn != null && warn >= max) {
            throw new IllegalArgumentException(
                    "it contradicts itself: warn = "
                            + unit(metric, selection).text(warn)
                            + " is not below max = "
                            + unit(metric, selection).text(max)
                            + ", so that nobody would ever be warned");
        }
        if (!metric.ofRegions()
                && (selection.region() != null || selection.threadGroup() != null)) {
            throw new IllegalArgumentException(
                    metric.key()
                            + " is of the whole service; leave region and threadGroup out, or limit"
                            + " peak");
        }
        if (metric.ofHeapsOnly()
                && selection.region() != null
                && !madeByMalloc(selection.region())) {
            throw new IllegalArgumentException(
                    metric.key()
                            + " is known of what malloc makes: heap, arenas, large allocations;"
                            + " limit peak of "
                            + selection.region().text());
        }
        if (selection.count() != null && metric != Metric.GROWTH) {
            throw new IllegalArgumentException(
                    "count goes with growthPerRequest; leave it out, or write metric:"
                            + " growthPerRequest");
        }
        if (selection.count() != null
                && (selection.region() != null || selection.threadGroup() != null)) {
            throw new IllegalArgumentException(
                    "count and region are of different things; make two budgets of it");
        }
    }

    private static boolean madeByMalloc(RegionKind region) {
        return region == RegionKind.HEAP
                || region == RegionKind.ARENAS
                || region == RegionKind.LARGE_ALLOCATIONS;
    }

    /** Limits a figure for the check itself. */
    public static Budget max(Selection selection, Metric metric, double max) {
        return new Budget(selection, metric, max, null, null, null);
    }

    /** Returns what it limits without a baseline; empty when that is nothing. */
    public Optional<Budget> withoutIncrease() {
        return max == null && warn == null
                ? Optional.empty()
                : Optional.of(new Budget(selection, metric, max, warn, null, source));
    }

    /** Returns what it is measured in. */
    public Unit unit() {
        return unit(metric, selection);
    }

    /** Returns what a metric of a selection is measured in. */
    public static Unit unit(Metric metric, Selection selection) {
        return metric == Metric.GROWTH ? Unit.ofGrowth(selection.count()) : metric.unit();
    }

    /** Names it: {@code heap peak}, {@code threads max}. */
    public String name() {
        String subject = selection.subject();
        if (!metric.ofRegions()) {
            return metric.text() + " max";
        }
        return subject.isEmpty() ? "memory " + metric.text() : subject + " " + metric.text();
    }

    /** Tells whether both limit the same figure of the same runs. */
    public boolean contradicts(Budget other) {
        return selection.equals(other.selection) && metric == other.metric;
    }
}
