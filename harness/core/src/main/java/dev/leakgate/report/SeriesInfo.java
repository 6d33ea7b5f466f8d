package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how many there were of something, and how that grows.
 *
 * @param unit {@code "count"}, or {@code "B"} for address space
 * @param levels one for each snapshot
 * @param limit how many a process may have; null when it is not known
 * @param growthPerRequest in the unit per request; null when the rounds did not tell
 * @param minimumDetectable smallest growth per request that this run could have seen
 * @param outcome what the judge made of it
 * @param mostly the name that most of what came on share; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SeriesInfo(
        String unit,
        List<Long> levels,
        @Nullable Long limit,
        @Nullable GrowthInfo growthPerRequest,
        @Nullable Double minimumDetectable,
        @Nullable String outcome,
        @Nullable String mostly) {

    /** What the series is called of how deep any thread's stack ever was; it is not judged. */
    public static final String DEEPEST_STACK = "deepest stack of a thread";

    /** Makes the levels unmodifiable. */
    public SeriesInfo {
        levels = Lists.copy(levels);
    }
}
