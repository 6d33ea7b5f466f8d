package dev.leakgate.load;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/**
 * Holds how long requests took, each value right within 0.1 %.
 *
 * <p>In a closed model a service that stalls also stalls the load, so that one slow request stands
 * for many that were never sent: percentiles of it flatter.
 */
public final class Latencies {

    /* Longer ones count as this. */
    static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
    static final int DIGITS = 3;

    /** No request at all. */
    public static final Latencies NONE = new Latencies(empty());

    private final Histogram histogram;

    private Latencies(Histogram histogram) {
        this.histogram = histogram;
    }

    /** Copies what was recorded in nanoseconds. */
    static Latencies of(AbstractHistogram recorded) {
        Histogram copy = empty();
        copy.add(recorded);
        return new Latencies(copy);
    }

    private static Histogram empty() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    /** Adds up two parts of a run. */
    public Latencies plus(Latencies other) {
        Histogram sum = empty();
        sum.add(histogram);
        sum.add(other.histogram);
        return new Latencies(sum);
    }

    /** Returns how many requests there were. */
    public long count() {
        return histogram.getTotalCount();
    }

    /**
     * Returns the latency that {@code percent} of the requests did not exceed; zero when there were
     * none.
     *
     * @param percent from 0 to 100
     */
    public Duration percentile(double percent) {
        return Duration.ofNanos(count() == 0 ? 0 : histogram.getValueAtPercentile(percent));
    }

    /** Returns the longest latency; zero when there were none. */
    public Duration max() {
        return Duration.ofNanos(histogram.getMaxValue());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latencies latencies && histogram.equals(latencies.histogram);
    }

    @Override
    public int hashCode() {
        return histogram.hashCode();
    }

    /** Prints {@code p50 41 µs, p90 63 µs, p99 120 µs, p99.9 1,204 µs, max 3,011 µs}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %,d µs, p90 %,d µs, p99 %,d µs, p99.9 %,d µs, max %,d µs",
                micros(percentile(50)),
                micros(percentile(90)),
                micros(percentile(99)),
                micros(percentile(99.9)),
                micros(max()));
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
