package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Says what measuring cost.
 *
 * @param snapshots how many were taken
 * @param costMillis how long all of them took
 * @param method how the load was sampled: {@code PAGEMAP_SCAN} or {@code smaps_rollup}
 * @param samples how many samples were taken while the load ran; more than are kept in a long run
 * @param samplesCostMillis time on a CPU that they took
 * @param share of one core that they took while the load ran, 0.01 for 1 %
 * @param peak largest footprint that they saw, in bytes
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SamplingInfo(
        int snapshots,
        double costMillis,
        @Nullable String method,
        @Nullable Integer samples,
        @Nullable Double samplesCostMillis,
        @Nullable Double share,
        @Nullable Long peak) {
    /**
     * Holds a cheap look while the load ran.
     *
     * @param atMillis milliseconds since the sampling began
     * @param requests answered until then, those of the warm-up included
     * @param footprint bytes of private anonymous memory, an estimate
     * @param rss resident bytes
     */
    public record SampleInfo(double atMillis, long requests, long footprint, long rss) {}
}
