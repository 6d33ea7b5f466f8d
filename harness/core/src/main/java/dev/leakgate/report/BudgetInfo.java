package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a limit was kept.
 *
 * @param name what is limited, {@code "heap total"}
 * @param unit {@code "B"}, {@code "B/request"}, {@code "count"} or {@code "count/request"}
 * @param limit the most that is allowed
 * @param observed what was measured; null when it was not
 * @param met whether it was kept; null when nobody knows
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BudgetInfo(
        String name, String unit, double limit, @Nullable Double observed, @Nullable Boolean met) {}
