package dev.leakgate.verdict;

/** x. */
public final class GrowthSeries {
    final String name;
    final long[] levels;
    final long per;

    /** x. */
    public GrowthSeries(String name, long[] levels, long per) {
        this.name = name;
        this.levels = levels.clone();
        this.per = per;
    }
}
