package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.leakgate.verdict.budget.BudgetResult;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a limit was kept.
 *
 * @param name what is limited, {@code "heap peak"}
 * @param unit {@code "B"}, {@code "B/request"}, {@code "count"} or {@code "count/request"}
 * @param limit the most that is allowed
 * @param observed what was measured; null when it was not
 * @param met whether it was kept; null when nobody knows
 * @param note what the limit is from, or why nobody knows; null when there is nothing to say
 * @param source where it is written; null for the check itself
 * @param warning true when breaking it fails nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BudgetInfo(
        String name,
        String unit,
        double limit,
        @Nullable Double observed,
        @Nullable Boolean met,
        @Nullable String note,
        @Nullable String source,
        @Nullable Boolean warning) {

    /** Takes over what the judge says. */
    public static BudgetInfo of(BudgetResult result) {
        return new BudgetInfo(
                result.name(),
                result.unit().text(),
                result.limit(),
                result.observed(),
                result.met(),
                result.note(),
                result.source(),
                result.warning() ? true : null);
    }

    /** Returns it as the judge says it. */
    public BudgetResult result() {
        return new BudgetResult(
                name,
                BudgetResult.Unit.named(unit),
                limit,
                observed,
                met,
                note,
                source,
                Boolean.TRUE.equals(warning));
    }
}
