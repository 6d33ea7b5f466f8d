package dev.leakgate.check;

import java.util.Locale;
import java.util.Optional;

/**
 * Adds up the requests of each round: a load tool that runs for a time sends not always as many.
 */
final class RoundSizes {

    /** The largest round may have so many times the requests of the smallest. */
    private static final int MOST_UNEQUAL = 10;

    private int rounds;
    private long sum;
    private long smallest = Long.MAX_VALUE;
    private long largest;

    /** Adds a round; says what is wrong once the rounds are no longer comparable. */
    Optional<String> add(long requests) {
        rounds++;
        sum += requests;
        smallest = Math.min(smallest, requests);
        largest = Math.max(largest, requests);
        return largest > MOST_UNEQUAL * smallest
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "the rounds are not equal: the smallest had %,d requests, the"
                                        + " largest %,d; use the tool's option for a number of"
                                        + " requests, or a longer time",
                                smallest,
                                largest))
                : Optional.empty();
    }

    /** Returns the mean, at least 1. */
    int mean() {
        return rounds == 0 ? 1 : Math.toIntExact(Math.max(1, Math.round((double) sum / rounds)));
    }
}
