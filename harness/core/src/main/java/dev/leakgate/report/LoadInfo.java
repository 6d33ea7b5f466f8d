package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what load the service got, the warm-up left out.
 *
 * @param tool what sent it
 * @param version the tool's version; null for the built-in driver
 * @param requests requests sent, failed ones included
 * @param concurrency requests that were under way at once, at most
 * @param model {@code closed} or {@code open}; null for an external tool
 * @param connections how long a connection was kept; null for an external tool
 * @param intendedRate requests per second that were asked for; null for as fast as answered
 * @param achievedRate requests per second
 * @param failures requests without a complete response, or that the test's method refused
 * @param firstFailure the message of the first of them
 * @param abortedOnPurpose requests that were to go wrong; no failures
 * @param kinds requests by the name that the test gave them
 * @param statuses responses by HTTP status
 * @param latencyMillis how long responses took; null without any
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LoadInfo(
        String tool,
        @Nullable String version,
        long requests,
        @Nullable Integer concurrency,
        @Nullable String model,
        @Nullable String connections,
        @Nullable Double intendedRate,
        double achievedRate,
        long failures,
        @Nullable String firstFailure,
        @Nullable Long abortedOnPurpose,
        Map<String, KindInfo> kinds,
        Map<String, Long> statuses,
        @Nullable LatencyInfo latencyMillis) {

    /** Names our own driver in place of a tool. */
    public static final String BUILT_IN = "built-in";

    /** Makes the maps unmodifiable. */
    public LoadInfo {
        kinds = Lists.copy(kinds);
        statuses = Lists.copy(statuses);
    }

    /** Says it in one line, {@code 1,998 of 2,000 requests/s; p50 0.2 ms, p99 1.4 ms}. */
    public String line() {
        return LoadLine.of(this);
    }

    /** Counts the requests of one kind. */
    public record KindInfo(long requests, long failures) {}

    /** Holds percentiles of the latency, in milliseconds. */
    public record LatencyInfo(double p50, double p90, double p99, double p999, double max) {}
}
