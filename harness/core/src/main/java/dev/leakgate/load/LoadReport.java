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
 * @param aborted requests that were aborted on purpose; no failures
 * @param unfinished requests that were cut off
 * @param firstFailure what the first failed request failed of, with the user's line; null when none
 *     failed
 * @param statuses HTTP statuses that the built-in client got, and how often
 * @param kinds requests by name, for those that have one
 * @param wallTime sum over the blocks, without the pauses between them
 * @param planned what the schedule gives the requests; zero in the closed model
 * @param latencies of the requests that neither failed nor were aborted
 */
public record LoadReport(
        long requests,
        long failed,
        long aborted,
        long unfinished,
        @Nullable String firstFailure,
        SortedMap<Integer, Long> statuses,
        SortedMap<String, KindCount> kinds,
        Duration wallTime,
        Duration planned,
        Latencies latencies) {

    /**
     * Largest share of failed requests under which growth per request still means something. Above
     * it the load is not what the test says, and error paths are judged in place of the real ones.
     */
    public static final double TOLERATED_FAILURES = 0.01;

    /** Smallest share of the intended rate that is the load which was asked for. */
    public static final double LEAST_ACHIEVED = 0.9;

    /** Nothing sent. */
    public static final LoadReport NONE =
            new LoadReport(
                    0,
                    0,
                    0,
                    0,
                    null,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    Duration.ZERO,
                    Duration.ZERO,
                    Latencies.NONE);

    /** Makes the maps unmodifiable. */
    public LoadReport {
        kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
        statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
    }

    /** Returns the sum of this and one more block. */
    public LoadReport add(LoadBlock block) {
        TreeMap<Integer, Long> sum = new TreeMap<>(statuses);
        block.statuses().forEach((status, count) -> sum.merge(status, count, Long::sum));
        TreeMap<String, KindCount> all = new TreeMap<>(kinds);
        block.kinds().forEach((name, count) -> all.merge(name, count, KindCount::plus));
        FirstFailure theirs = block.firstFailure();
        return new LoadReport(
                requests + block.requests(),
                failed + block.failed(),
                aborted + block.aborted(),
                unfinished + block.unfinished(),
                firstFailure != null || theirs == null ? firstFailure : theirs.toString(),
                sum,
                all,
                wallTime.plus(block.wallTime()),
                planned.plus(block.planned()),
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

    /**
     * Returns how many more requests may fail when this many more are sent, so that not {@link
     * #tooManyFailed too many} have in the end.
     */
    public long failuresLeft(long moreRequests) {
        return (long) ((requests + moreRequests) * TOLERATED_FAILURES) - failed;
    }

    /** Returns the requests per second that the schedule asked for; 0 in the closed model. */
    public double intendedRate() {
        return rate(requests, planned);
    }

    /**
     * Says whether the load fell behind its schedule, so that the service got another load than the
     * test says: its rate is under {@link #LEAST_ACHIEVED} of the intended one.
     *
     * @param tolerated how far behind it may be in any case: a moment's stall is no collapse
     */
    public boolean collapsed(Duration tolerated) {
        return !planned.isZero()
                && wallTime.toNanos() * LEAST_ACHIEVED > planned.toNanos()
                && wallTime.minus(planned).compareTo(tolerated) > 0;
    }

    static double rate(long requests, Duration wallTime) {
        return wallTime.isZero() ? 0 : requests * 1e9 / wallTime.toNanos();
    }
}
