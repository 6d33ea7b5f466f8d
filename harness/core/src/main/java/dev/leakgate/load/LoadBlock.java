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
 * @param aborted requests that did to the service what {@link Abuse} can do; no failures
 * @param unfinished requests that were begun and cut off when the block was ended early
 * @param firstFailure the failed request with the lowest number; null when none failed, and for an
 *     external tool
 * @param statuses HTTP statuses that the built-in client got, and how often
 * @param kinds requests by the name that {@link LoadDriver#kind} gave them
 * @param latencies of the requests that neither failed nor were aborted; in the open model from the
 *     moment that a request was due, so that a stall counts for each request that it delayed
 * @param wallTime from the first request to the last answer
 * @param planned what the schedule gives the requests; zero in the closed model
 * @param end how the block ended
 */
public record LoadBlock(
        long intended,
        long requests,
        long failed,
        long aborted,
        long unfinished,
        @Nullable FirstFailure firstFailure,
        SortedMap<Integer, Long> statuses,
        SortedMap<String, KindCount> kinds,
        Latencies latencies,
        Duration wallTime,
        Duration planned,
        End end) {

    /** Says how a block ended. */
    public enum End {
        /** Every request ended. */
        DRAINED,
        /** Its time was over before that. */
        TIMED_OUT,
        /** A load method did not return, long after the request timeout. */
        STUCK,
        /** More requests failed than were allowed to. */
        FAILING,
        /** {@link LoadGenerator#abort} ended it. */
        ABORTED
    }

    /** Makes the maps unmodifiable. */
    public LoadBlock {
        kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
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
