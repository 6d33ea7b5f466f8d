package dev.leakgate.verdict;

import java.util.List;
import java.util.OptionalLong;

/**
 * Says how all series of a run grow.
 *
 * @param series in the order in which they were given
 */
public record GrowthJudgement(List<SeriesGrowth> series) {

    /** Makes the list unmodifiable. */
    public GrowthJudgement {
        series = List.copyOf(series);
    }

    /**
     * Returns what the run as a whole does: it grows when any series does, and is unsettled when
     * none grows and any is unsettled.
     */
    public GrowthOutcome outcome() {
        if (!with(GrowthOutcome.GROWING).isEmpty()) {
            return GrowthOutcome.GROWING;
        }
        return with(GrowthOutcome.UNSETTLED).isEmpty()
                ? GrowthOutcome.FLAT
                : GrowthOutcome.UNSETTLED;
    }

    /** Returns the series that end so. */
    public List<SeriesGrowth> with(GrowthOutcome outcome) {
        return series.stream().filter(growth -> growth.outcome() == outcome).toList();
    }

    /**
     * Returns how many requests more of warm-up would let every series settle that has not; empty
     * when that cannot be told of one of them.
     */
    public OptionalLong settlesAfterRequests() {
        long most = 0;
        for (SeriesGrowth growth : with(GrowthOutcome.UNSETTLED)) {
            if (growth.settlesAfterRequests().isEmpty()) {
                return OptionalLong.empty();
            }
            most = Math.max(most, growth.settlesAfterRequests().getAsLong());
        }
        return most == 0 ? OptionalLong.empty() : OptionalLong.of(most);
    }
}
