package dev.leakgate.recording;

import java.time.Duration;
import java.util.List;

/**
 * Holds what was sampled while the load ran, and what that cost.
 *
 * @param method {@code PAGEMAP_SCAN} or {@code smaps_rollup}
 * @param samples in the order of time
 * @param taken how many were taken; more than there are when a long run was thinned out
 * @param cost time on a CPU that all of them took
 * @param sampled time for which the sampling was on
 */
public record Samples(
        String method, List<Sample> samples, int taken, Duration cost, Duration sampled) {

    /** Makes the list unmodifiable. */
    public Samples {
        samples = List.copyOf(samples);
    }

    /** Returns the share of one core that the sampling took; 0 when it never was on. */
    public double share() {
        return sampled.isZero() ? 0 : (double) cost.toNanos() / sampled.toNanos();
    }

    /** Returns the largest footprint; 0 without samples. */
    public long peak() {
        return samples.stream().mapToLong(Sample::footprint).max().orElse(0);
    }
}
