package dev.leakgate.load;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what came of one block of requests. A request is one call of the load method.
 *
 * @param intended requests that were asked for
 * @param requests requests that ended, failed ones included; fewer than intended only when the
 *     block was ended early
 * @param failed requests whose method threw
 * @param unfinished requests that were begun and cut off when the block was ended early
 * @param firstFailure the failed request with the lowest number; null when none failed
 * @param statuses HTTP statuses that the built-in client got, and how often
 * @param latencies of the requests that did not fail
 * @param wallTime from the first request to the last answer
 * @param end how the block ended
 */
public record LoadBlock(
        long intended,
        long requests,
        long failed,
        long unfinished,
        @Nullable FirstFailure firstFailure,
        SortedMap<Integer, Long> statuses,
        Latencies latencies,
        Duration wallTime,
        End end) {

    /** Says how a block ended. */
    public enum End {
        /** Every request ended. */
        DRAINED,
        /** Its time was over before that. */
        TIMED_OUT,
        /** {@link LoadGenerator#abort} ended it. */
        ABORTED
    }

    /** Makes the statuses unmodifiable. */
    public LoadBlock {
        statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
    }

    /** Says whether the time was over before every request had ended. */
    public boolean timedOut() {
        return end == End.TIMED_OUT;
    }

    /** Returns requests per second; 0 when there were none. */
    public double rate() {
        return LoadReport.rate(requests, wallTime);
    }
}
