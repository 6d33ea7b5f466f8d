package dev.leakgate.verdict;

import java.util.Arrays;

/** Holds the levels of one series: the first before round 1, then one after each round. */
public final class GrowthSeries {

    private final String name;
    private final long[] levels;
    private final long requestsPerRound;

    /**
     * Names the levels of a series.
     *
     * @param name what a report calls it, {@code "heap"}
     * @param levels bytes, N + 1 of them for N rounds
     * @param requestsPerRound 1 or more
     * @throws IllegalArgumentException when there are no two levels, or no requests
     */
    public GrowthSeries(String name, long[] levels, long requestsPerRound) {
        if (levels.length < 2 || requestsPerRound < 1) {
            throw new IllegalArgumentException(
                    name
                            + " has "
                            + levels.length
                            + " levels and "
                            + requestsPerRound
                            + " requests per round; 2 and 1 are the least");
        }
        this.name = name;
        this.levels = levels.clone();
        this.requestsPerRound = requestsPerRound;
    }

    /** Returns what a report calls the series. */
    public String name() {
        return name;
    }

    /** Returns the number of rounds. */
    public int rounds() {
        return levels.length - 1;
    }

    /** Returns the requests of each round. */
    public long requestsPerRound() {
        return requestsPerRound;
    }

    /** Returns the level after a round, in bytes; round 0 is the state before the first. */
    public long level(int round) {
        return levels[round];
    }

    /** Returns the levels without the first {@code rounds} rounds. */
    long[] tail(int rounds) {
        return Arrays.copyOfRange(levels, rounds, levels.length);
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(levels);
    }
}
