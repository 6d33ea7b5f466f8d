package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        @Nullable String absence) {}
