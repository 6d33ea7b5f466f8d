package dev.leakgate.recording;

import java.time.Duration;

/** Says how long to rest after a sample, so that sampling takes no more than 1 % of a core. */
final class SamplingPace {

    private static final double SHARE = 0.01;

    private long shortestNanos = Duration.ofMillis(50).toNanos();

    /** Returns the pause after a sample that took so much time on a CPU, both in nanoseconds. */
    long pauseAfter(long costNanos) {
        return Math.max(shortestNanos, (long) (costNanos * (1 / SHARE - 1)));
    }

    /** Rests twice as long from now on where a sample costs little. */
    void slower() {
        shortestNanos *= 2;
    }
}
