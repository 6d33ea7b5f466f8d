package dev.leakgate.recording;

import java.time.Duration;

/**
 * Says how long to rest after a sample, so that sampling takes no more than 0.5 % of a core.
 *
 * <p>A service that maps and unmaps all the time loses about what the sampling takes: it waits for
 * the mapping lock while the kernel scans (measured: 24 ms lost for a look of 23.5 ms). So this is
 * half of the 1 % that it may lose.
 */
final class SamplingPace {

    private static final double SHARE = 0.005;

    private long shortestNanos = Duration.ofMillis(50).toNanos();

    /**
     * Returns the pause after a sample, in nanoseconds.
     *
     * @param cpuNanos time on a CPU that it took
     * @param busyNanos time from its begin to its end without its rests: who loses the CPU within a
     *     step keeps the service's mapping lock. It counts up to twice the CPU time; beyond that it
     *     was something else that the machine was busy with.
     */
    long pauseAfter(long cpuNanos, long busyNanos) {
        long cost = Math.max(cpuNanos, Math.min(busyNanos, 2 * cpuNanos));
        return Math.max(shortestNanos, (long) (cost * (1 / SHARE - 1)));
    }

    /** Rests twice as long from now on where a sample costs little. */
    void slower() {
        shortestNanos *= 2;
    }
}
