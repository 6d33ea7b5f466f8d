package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of growth that is known.
 *
 * @param pattern of the names of what grows, {@code "module libssl*"}
 * @param check pattern of the names of the checks that it is for; null for all
 * @param reason why it may grow
 * @param owner who answers for it
 * @param expires the last day that it holds, {@code "2027-01-31"}
 * @param state {@code "used"}, {@code "unused"} in this check, or {@code "expired"}
 * @param count how many regions and counts grow and are covered
 * @param suppressed their names
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SuppressionInfo(
        String pattern,
        @Nullable String check,
        String reason,
        String owner,
        String expires,
        String state,
        int count,
        List<String> suppressed) {

    /** Makes the names unmodifiable. */
    public SuppressionInfo {
        suppressed = Lists.copy(suppressed);
    }

    /** Tells whether it covers something that grows. */
    @JsonIgnore
    public boolean isUsed() {
        return state.equals("used");
    }

    /** Tells whether its last day is over. */
    @JsonIgnore
    public boolean isExpired() {
        return state.equals("expired");
    }

    /** Says in one line what has expired, and what to do. */
    public String whatExpired() {
        return "the suppression of \""
                + pattern
                + "\" ("
                + reason
                + ", "
                + owner
                + ") ended with "
                + expires
                + "; mend the growth, or agree on a new date";
    }
}
