package dev.leakgate.heap;

import dev.leakgate.region.ChunkSizes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts chunks by size; below 64 KiB that is an addition to an array. */
final class SizeTally {

    private static final int SMALL = 1 << 12;
    private static final int SHIFT = 4; /* malloc.c: MALLOC_ALIGNMENT = 16 */

    private final long[] small = new long[SMALL];
    private final Map<Long, Long> others = new HashMap<>();

    void clear() {
        Arrays.fill(small, 0);
        others.clear();
    }

    void add(long size) {
        long index = size >>> SHIFT;
        if (index < SMALL) {
            small[(int) index]++;
        } else {
            others.merge(size, 1L, Long::sum);
        }
    }

    ChunkSizes counts() {
        SortedMap<Long, Long> counts = new TreeMap<>(others);
        for (int i = 0; i < SMALL; i++) {
            if (small[i] != 0) {
                counts.put((long) i << SHIFT, small[i]);
            }
        }
        return ChunkSizes.of(counts);
    }
}
