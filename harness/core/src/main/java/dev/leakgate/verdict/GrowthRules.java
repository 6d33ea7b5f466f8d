package dev.leakgate.verdict;

import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;

/**
 * Says what counts as growth.
 *
 * @param allowed growth of each series that is no leak
 * @param floorPerRound growth per round on top of that below which pages cannot tell
 */
public record GrowthRules(BytesPerRequest allowed, ByteSize floorPerRound) {

    /**
     * Two pages. A footprint moves in whole pages, and the allocator's own books (a top chunk, a
     * thread's cache of free chunks) move it by one now and then.
     */
    public static final ByteSize DEFAULT_FLOOR_PER_ROUND = ByteSize.ofBytes(8192);

    /** Chance that a series that only wanders is called growing, when it is tested alone. */
    public static final double SERIES_LEVEL = 0.01;

    /**
     * Chance that any of the series of a run is, when all only wander. Of N rounds no more than
     * 2<sup>−N</sup> can be had: 8 rounds reach 0.0039, which is enough for up to 12 series that
     * move in every round, and with 0.01 would be for two.
     */
    public static final double FAMILY_LEVEL = 0.05;

    /** Nothing allowed, two pages of floor. */
    public static final GrowthRules DEFAULT =
            new GrowthRules(BytesPerRequest.ZERO, DEFAULT_FLOOR_PER_ROUND);

    /**
     * Nothing allowed, one a round of floor, for series of counts: one more thread or descriptor is
     * one more, there is no granularity to hide in. The unit of everything judged by these is one
     * and not one byte.
     */
    public static final GrowthRules COUNTS =
            new GrowthRules(BytesPerRequest.ZERO, ByteSize.ofBytes(1));

    /**
     * Nothing allowed, 512 bytes a round of floor, for bytes that the program has in use, counted
     * chunk by chunk: neither pages nor free memory are in them. What is left is the program's own
     * small change, a buffer that was reallocated or a list that got one longer.
     */
    public static final GrowthRules LIVE =
            new GrowthRules(BytesPerRequest.ZERO, ByteSize.ofBytes(512));

    /**
     * Returns the rules for the memory of a region.
     *
     * @param exact whether what the program has in use was counted
     */
    public static GrowthRules of(boolean exact) {
        return exact ? LIVE : DEFAULT;
    }

    /** Returns these rules with some growth allowed. */
    public GrowthRules allowing(BytesPerRequest growth) {
        return new GrowthRules(growth, floorPerRound);
    }
}
