package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what recorded the allocation sites, in a second run of the service with the same load and
 * fewer requests.
 *
 * @param name {@code "heaptrack"}, {@code "LeakSanitizer"}, {@code "valgrind"}; null when none ran
 * @param version the tool's own
 * @param requests how many the service got under it
 * @param slowdown how many times longer a request took; null when it was not measured
 * @param absence why a finding has no site, and what would help; null when each has one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SiteToolInfo(
        @Nullable String name,
        @Nullable String version,
        @Nullable Long requests,
        @Nullable Double slowdown,
        @Nullable String absence) {

    /**
     * The file of all stacks that were not freed, from the check's folder: a line {@code
     * outermost;…;innermost bytes} for each.
     */
    public static final String STACKS = "site/unfreed.collapsed";

    /** Writes a function as that file does, in which semicolons part the calls. */
    public static String stackName(@Nullable String function) {
        return function == null ? "??" : function.replaceAll("[;\\s]+", " ");
    }

    /**
     * Says it in one line, {@code recorded by heaptrack 1.4.0 over 500 requests, 1.16× the time}.
     */
    public String sentence() {
        StringBuilder text = new StringBuilder();
        boolean failed = requests == null && absence != null;
        if (name != null) {
            text.append(failed ? "not recorded by " : "recorded by ").append(name);
            if (version != null) {
                text.append(' ').append(version);
            }
            if (requests != null) {
                text.append(String.format(Locale.ROOT, " over %,d requests", requests));
            }
            if (slowdown != null) {
                text.append(String.format(Locale.ROOT, ", %.2f× the time", slowdown));
            }
        }
        if (absence != null) {
            text.append(text.isEmpty() ? "" : failed ? ": " : "; ").append(absence);
        }
        return text.toString();
    }
}
