package dev.leakgate.load;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the blocks of a run.
 *
 * @param requests requests that ended, failed ones included
 * @param failed requests whose method threw
 * @param unfinished requests that were cut off
 * @param firstFailure what the first failed request failed of, with the user's line; null when none
 *     failed
 * @param statuses HTTP statuses that the built-in client got, and how often
 * @param wallTime sum over the blocks, without the pauses between them
 * @param latencies of the requests that did not fail
 */
public record LoadReport(
        long requests,
        long failed,
        long unfinished,
        @Nullable String firstFailure,
        SortedMap<Integer, Long> statuses,
        Duration wallTime,
        Latencies latencies) {

    /**
     * Largest share of failed requests under which growth per request still means something. Above
     * it the load is not what the test says, and error paths are judged in place of the real ones.
     */
    public static final double TOLERATED_FAILURES = 0.01;

    /** Nothing sent. */
    public static final LoadReport NONE =
            new LoadReport(0, 0, 0, null, new TreeMap<>(), Duration.ZERO, Latencies.NONE);

    /** Makes the statuses unmodifiable. */
    public LoadReport {
        statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
    }

    /** Returns the sum of this and one more block. */
    public LoadReport add(LoadBlock block) {
        TreeMap<Integer, Long> sum = new TreeMap<>(statuses);
        block.statuses().forEach((status, count) -> sum.merge(status, count, Long::sum));
        FirstFailure theirs = block.firstFailure();
        return new LoadReport(
                requests + block.requests(),
                failed + block.failed(),
                unfinished + block.unfinished(),
                firstFailure != null || theirs == null ? firstFailure : theirs.toString(),
                sum,
                wallTime.plus(block.wallTime()),
                latencies.plus(block.latencies()));
    }

    /** Returns requests per second; 0 when there were none. */
    public double rate() {
        return rate(requests, wallTime);
    }

    /** Says whether more than {@link #TOLERATED_FAILURES} of the requests failed. */
    public boolean tooManyFailed() {
        return failed > requests * TOLERATED_FAILURES;
    }

    static double rate(long requests, Duration wallTime) {
        return wallTime.isZero() ? 0 : requests * 1e9 / wallTime.toNanos();
    }
}
