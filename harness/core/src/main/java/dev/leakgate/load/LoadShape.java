package dev.leakgate.load;

import java.time.Duration;

/**
 * Says when requests are sent, and over what.
 *
 * @param rate requests per second of a fixed arrival schedule, which a slow service does not slow
 *     down (open model); 0 to send the next request as soon as one is answered (closed model)
 * @param connections how long a connection is kept
 */
public record LoadShape(double rate, Connections connections) {

    /** Highest rate, in requests per second. */
    public static final double HIGHEST_RATE = 1e6;

    /** Lowest rate of an open model, in requests per second. */
    public static final double LOWEST_RATE = 1e-3;

    /** As fast as the service answers, over connections that stay open during a round. */
    public static final LoadShape CLOSED = new LoadShape(0, Connections.KEEP_ALIVE);

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException when it is neither 0 nor in range
     */
    public LoadShape {
        if (rate != 0 && !(rate >= LOWEST_RATE && rate <= HIGHEST_RATE)) {
            throw new IllegalArgumentException(
                    "rate = "
                            + rate
                            + " must be from 0.001 to 1,000,000 requests per second, or 0 for as fast"
                            + " as the service answers");
        }
    }

    /** Says whether requests follow a schedule. */
    public boolean open() {
        return rate > 0;
    }

    /** Returns the time from the first request of a block to the next one after its last. */
    Duration planned(long requests) {
        return open() ? Duration.ofNanos(nanosUntil(requests)) : Duration.ZERO;
    }

    /** Returns when a request is due, in nanoseconds since the first one. */
    long nanosUntil(long requestsBefore) {
        return (long) (requestsBefore * 1e9 / rate);
    }
}
