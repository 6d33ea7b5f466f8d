package dev.leakgate.region;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says how many chunks of each size are in use. Both are at most what was counted: a size that no
 * chunk has is not there.
 */
public final class ChunkSizes {

    /** No chunk. */
    public static final ChunkSizes NONE = new ChunkSizes(Collections.emptySortedMap());

    private final SortedMap<Long, Long> counts;

    private ChunkSizes(SortedMap<Long, Long> counts) {
        this.counts = counts;
    }

    /**
     * Holds counts.
     *
     * @param counts of chunks, by their size in bytes with the header; negative ones are to be
     *     taken away from others by {@link #plus}
     */
    public static ChunkSizes of(SortedMap<Long, Long> counts) {
        SortedMap<Long, Long> some = new TreeMap<>(counts);
        some.values().removeIf(count -> count == 0);
        return some.isEmpty() ? NONE : new ChunkSizes(Collections.unmodifiableSortedMap(some));
    }

    /** Adds up two parts of a region. */
    public ChunkSizes plus(ChunkSizes other) {
        if (other.counts.isEmpty() || counts.isEmpty()) {
            return counts.isEmpty() ? other : this;
        }
        SortedMap<Long, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((size, count) -> sum.merge(size, count, Long::sum));
        return of(sum);
    }

    /** Returns how many chunks of a size are in use. */
    public long count(long size) {
        return counts.getOrDefault(size, 0L);
    }

    /** Returns the counts by size in bytes, the header included. */
    public SortedMap<Long, Long> counts() {
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkSizes sizes && counts.equals(sizes.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
