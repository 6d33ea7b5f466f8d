package dev.leakgate.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Judges the growth of all series of a run, together, so that many series do not make a false alarm
 * likelier than one.
 *
 * <p>{@code docs/how-verdicts-are-made.md} says how and why.
 */
public final class GrowthJudge {

    /** Fewest rounds that are judged. */
    public static final int FEWEST_ROUNDS = 5;

    /** Most rounds that are judged. */
    public static final int MOST_ROUNDS = 200;

    private GrowthJudge() {}

    /**
     * Judges.
     *
     * @param run the series, each with {@value #FEWEST_ROUNDS} to {@value #MOST_ROUNDS} rounds
     * @throws IllegalArgumentException when a series has fewer rounds, or more
     */
    public static GrowthJudgement judge(List<GrowthSeries> run, GrowthRules rules) {
        return judge(run, Collections.nCopies(run.size(), rules));
    }

    /**
     * Judges series that differ in what counts as growth, of which each has rules of its own.
     *
     * @param run the series, each with {@value #FEWEST_ROUNDS} to {@value #MOST_ROUNDS} rounds
     * @param rules as many, in the same order
     * @throws IllegalArgumentException when a series has fewer rounds, or more
     */
    public static GrowthJudgement judge(List<GrowthSeries> run, List<GrowthRules> rules) {
        List<Evidence> evidence = new ArrayList<>();
        for (GrowthSeries series : run) {
            if (series.rounds() < FEWEST_ROUNDS || series.rounds() > MOST_ROUNDS) {
                throw new IllegalArgumentException(
                        series.name()
                                + " has "
                                + series.rounds()
                                + " rounds; a verdict stands on "
                                + FEWEST_ROUNDS
                                + " to "
                                + MOST_ROUNDS);
            }
            evidence.add(new Evidence(series, rules.get(evidence.size())));
        }
        double[] attainable = evidence.stream().mapToDouble(Evidence::attainable).toArray();
        TaroneHolm tests =
                new TaroneHolm(
                        evidence.stream().mapToDouble(Evidence::pValue).toArray(),
                        attainable,
                        GrowthRules.FAMILY_LEVEL,
                        GrowthRules.SERIES_LEVEL);
        List<SeriesGrowth> growths = new ArrayList<>();
        for (int i = 0; i < evidence.size(); i++) {
            // A leak would make a series that stands still one more of those that count.
            int counted = tests.counted() + (attainable[i] == 1 ? 1 : 0);
            double reach = Math.min(GrowthRules.SERIES_LEVEL, GrowthRules.FAMILY_LEVEL / counted);
            growths.add(evidence.get(i).growth(tests.rejected(i), tests.level(i), reach));
        }
        return new GrowthJudgement(growths);
    }
}
