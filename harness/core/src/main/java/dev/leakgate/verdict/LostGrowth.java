package dev.leakgate.verdict;

import dev.leakgate.units.BytesPerRequest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges the growth of what nothing points to any more. No program gives that back, and no bound is
 * ever reached: so it need not be told from a cache that fills, and a shorter look will do. It must
 * be more than chance and than the floor, grow in most rounds, and not die down, for what is lost
 * at the start alone is no growth with the requests.
 */
public final class LostGrowth {

    /* Share of the rounds in which it must grow. */
    private static final double SPREAD = 0.75;

    /* Chance up to which falling increments are believed to die down. */
    private static final double FALLING = 0.1;

    private LostGrowth() {}

    /** Returns how a series of lost bytes grows; empty when that is no leak, or none yet. */
    public static Optional<SeriesGrowth> of(GrowthSeries series, GrowthRules rules) {
        long[] levels = series.tail(0);
        double allowed = rules.allowed().value() * series.requestsPerRound();
        double[] over = Levels.increments(levels, allowed);
        double p = SignedRank.pGreater(over);
        HodgesLehmann perRound = HodgesLehmann.of(Levels.increments(levels, 0));
        int growing = 0;
        for (double increment : over) {
            growing += increment > 0 ? 1 : 0;
        }
        boolean leak =
                p <= GrowthRules.SERIES_LEVEL
                        && perRound.value() >= allowed + rules.floorPerRound().bytes()
                        && growing >= SPREAD * over.length
                        && !diesDown(levels);
        return leak ? Optional.of(growth(series, perRound, p)) : Optional.empty();
    }

    /** Says whether levels rise less and less, so that they may come to a stand. */
    public static boolean diesDown(long[] levels) {
        return Trend.pFalling(Levels.increments(levels, 0)) <= FALLING;
    }

    private static SeriesGrowth growth(GrowthSeries series, HodgesLehmann perRound, double p) {
        double requests = series.requestsPerRound();
        return new SeriesGrowth(
                series.name(),
                GrowthOutcome.GROWING,
                new BytesPerRequest(perRound.value() / requests),
                new BytesPerRequest(perRound.low() / requests),
                new BytesPerRequest(perRound.high() / requests),
                p,
                GrowthRules.SERIES_LEVEL,
                series.rounds(),
                new BytesPerRequest(Double.POSITIVE_INFINITY),
                OptionalLong.empty());
    }
}
