package dev.leakgate.cli;

import dev.leakgate.cli.MapView.Row;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the columns that {@code map} can sort by; sizes sort the largest first. */
@SuppressWarnings("ImmutableEnumChecker") // a comparator of method references holds nothing
enum MapOrder {
    ADDRESS((a, b) -> Long.compareUnsigned(a.start(), b.start()), null),
    SIZE(largest(Comparator.comparingLong(Row::size)), RegionUse::reserved),
    RSS(largest(Comparator.comparingLong(Row::rss)), RegionUse::rss),
    FOOTPRINT(largest(Comparator.comparingLong(Row::footprint)), RegionUse::footprint),
    MODE(Comparator.comparing(Row::mode), null),
    THREAD(Comparator.comparingInt(Row::thread), null),
    REGION(Comparator.comparing(Row::region), null),
    NAME(Comparator.comparing(Row::name), null);

    private final Comparator<Row> rows;
    private final @Nullable SizeOf size;

    MapOrder(Comparator<Row> rows, @Nullable SizeOf size) {
        this.rows = rows;
        this.size = size;
    }

    /** Orders mappings, equal ones by address. */
    Comparator<Row> rows() {
        return rows.thenComparing(ADDRESS.rows);
    }

    /** Orders regions; by their footprint where the column is one of mappings alone. */
    Comparator<Map.Entry<RegionKey, RegionUse>> regions() {
        if (this == REGION) {
            return Map.Entry.comparingByKey();
        }
        SizeOf by = size == null ? RegionUse::footprint : size;
        Comparator<Map.Entry<RegionKey, RegionUse>> smallest =
                Comparator.comparingLong(region -> by.bytes(region.getValue()));
        return smallest.reversed().thenComparing(Map.Entry.comparingByKey());
    }

    private static Comparator<Row> largest(Comparator<Row> smallest) {
        return smallest.reversed();
    }

    /** Gives one size of a region. */
    private interface SizeOf {
        long bytes(RegionUse use);
    }
}
