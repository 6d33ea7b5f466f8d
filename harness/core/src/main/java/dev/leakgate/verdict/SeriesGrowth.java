package dev.leakgate.verdict;

import dev.leakgate.units.BytesPerRequest;
import java.util.OptionalLong;

/**
 * Says how a series grows.
 *
 * @param name of the series
 * @param outcome what it does
 * @param growth Hodges–Lehmann estimate over the judged rounds
 * @param low lower end of its 95 % interval
 * @param high upper end
 * @param pValue chance that a series that only wanders would have grown as steadily, before the
 *     correction for the other series
 * @param level what the p-value was held against
 * @param judgedRounds rounds that were judged: the last ones, without a warm-up before them
 * @param minimumDetectable smallest growth that would have been found with 90 % power; infinite
 *     when the run had too few rounds for any
 * @param settlesAfterRequests for a series that dies down: further requests after which its growth
 *     would be under the floor; empty when that cannot be told
 */
public record SeriesGrowth(
        String name,
        GrowthOutcome outcome,
        BytesPerRequest growth,
        BytesPerRequest low,
        BytesPerRequest high,
        double pValue,
        double level,
        int judgedRounds,
        BytesPerRequest minimumDetectable,
        OptionalLong settlesAfterRequests) {

    /** Returns the same figures with another outcome. */
    public SeriesGrowth as(GrowthOutcome other) {
        return new SeriesGrowth(
                name,
                other,
                growth,
                low,
                high,
                pValue,
                level,
                judgedRounds,
                minimumDetectable,
                settlesAfterRequests);
    }

    /** Prints {@code heap grows 1,504 B per request (95 % 1,503–1,505)}. */
    @Override
    public String toString() {
        return switch (outcome) {
            case FLAT -> name + " does not grow";
            case GROWING -> name + " grows " + range();
            case UNSETTLED -> name + " has not settled: " + range();
        };
    }

    private String range() {
        return growth + " (95 % " + low.number() + "–" + high.number() + ")";
    }
}
