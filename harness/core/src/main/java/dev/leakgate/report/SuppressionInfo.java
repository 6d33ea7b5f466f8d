package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of growth that is known.
 *
 * @param of what the pattern is held against when it is objects: their {@code "type"}, their {@code
 *     "holder"}, their {@code "module"}; null when it is regions and counts
 * @param pattern of the names of what grows, {@code "module libssl*"}
 * @param check pattern of the names of the checks that it is for; null for all
 * @param reason why it may grow
 * @param owner who answers for it
 * @param expires the last day that it holds, {@code "2027-01-31"}
 * @param state {@code "used"}, {@code "unused"} in this check, or {@code "expired"}
 * @param count how many regions, counts and kinds of objects grow and are covered
 * @param suppressed their names
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SuppressionInfo(
        @Nullable String of,
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

    /** Tells whether it covers nothing here, and would if there were anything. */
    @JsonIgnore
    public boolean isUnused() {
        return state.equals("unused");
    }

    /** Tells whether its last day is over. */
    @JsonIgnore
    public boolean isExpired() {
        return state.equals("expired");
    }

    /** Writes what is suppressed: {@code "heap"}, {@code type "CommItopReq"}. */
    String subject() {
        return (of == null ? "" : of + " ") + "\"" + pattern + "\"";
    }

    /** Says in one line what has expired, and what to do. */
    public String whatExpired() {
        return "the suppression of "
                + subject()
                + " ("
                + reason
                + ", "
                + owner
                + ") ended with "
                + expires
                + "; mend the growth, or agree on a new date";
    }
}
