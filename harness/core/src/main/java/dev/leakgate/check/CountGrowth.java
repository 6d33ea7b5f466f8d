package dev.leakgate.check;

import dev.leakgate.recording.Count;
import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.Recording;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.List;

/**
 * Says how one series of counts grows.
 *
 * @param key what is counted
 * @param growth what the judge says, in counts; of {@link Count#RESERVED} in bytes
 * @param allowed growth per request that is no leak
 */
record CountGrowth(CountKey key, SeriesGrowth growth, double allowed) {

    /** Gives what is judged of a recording. */
    static GrowthSeries series(CountKey key, Recording recording) {
        long[] levels = recording.counts(key);
        return new GrowthSeries(
                key.toString(),
                recording.atEqualRounds(
                        key.count() == Count.RESERVED
                                ? beyondFootprint(levels, recording)
                                : levels),
                recording.requestsPerRound());
    }

    /**
     * Takes from the address space what the footprint grew: memory that grows needs addresses, and
     * is named as memory. What stays is reserved and not used.
     */
    private static long[] beyondFootprint(long[] reserved, Recording recording) {
        long[] levels = reserved.clone();
        long first = recording.snapshots().get(0).footprint();
        for (int i = 0; i < levels.length; i++) {
            levels[i] -= Math.max(0, recording.snapshots().get(i).footprint() - first);
        }
        return levels;
    }

    /** Gives what counts as growth of a series. */
    static GrowthRules rules(CountKey key, double allowed) {
        GrowthRules rules =
                key.count() == Count.RESERVED ? GrowthRules.DEFAULT : GrowthRules.COUNTS;
        return rules.allowing(BytesPerRequest.bytesPerRequest(allowed));
    }

    /** Returns the growth that the budgets allow each series of a count. */
    static double allowed(Count count, List<CountBudget> budgets) {
        double allowed = 0;
        for (CountBudget budget : budgets) {
            CountPerRequest growth = budget.growth();
            if (budget.count() == count && growth != null) {
                allowed = Math.max(allowed, growth.value());
            }
        }
        return allowed;
    }

    /** Says whether it grows. */
    boolean leaks() {
        return growth.outcome() == GrowthOutcome.GROWING;
    }

    /**
     * Says whether more rounds could tell. Not of address space: malloc reserves it 64 MB at a
     * time, so that it may rise late in a run that is fine.
     */
    boolean unsettled() {
        return growth.outcome() == GrowthOutcome.UNSETTLED && key.count() != Count.RESERVED;
    }

    /** Says whether growing regions follow from it, as stacks follow from threads. */
    boolean bringsMemory() {
        return key.count() == Count.THREADS || key.count() == Count.CHILDREN;
    }

    /** Prints {@code descriptors (sockets) grow 0.01 per request (95 % 0.01–0.01), allowed 0}. */
    String leakText() {
        return key
                + (key.count() == Count.RESERVED ? " grows " : " grow ")
                + text(growth.growth().value())
                + range()
                + ", allowed "
                + number(allowed);
    }

    /** Prints {@code threads have not settled: 0.02 per request (95 % 0–0.05)}. */
    String unsettledText() {
        return key + " have not settled: " + text(growth.growth().value()) + range();
    }

    private String range() {
        return " (95 % " + number(growth.low().value()) + "–" + number(growth.high().value()) + ")";
    }

    private String text(double value) {
        return key.count() == Count.RESERVED
                ? new BytesPerRequest(value).toString()
                : new CountPerRequest(value).toString();
    }

    private String number(double value) {
        return key.count() == Count.RESERVED
                ? new BytesPerRequest(value).number()
                : new CountPerRequest(value).number();
    }
}
