package dev.leakgate.check;

import dev.leakgate.recording.Counts;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.ChunkSizes;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.region.RegionUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes recordings whose growth is known. */
final class Recordings {

    static final int REQUESTS = 500;
    static final RegionKey HEAP = new RegionKey("", RegionKind.HEAP, "");
    static final RegionKey HANDLER_STACKS = new RegionKey("", RegionKind.STACKS, "handler");
    static final RegionKey TIMER_STACKS = new RegionKey("", RegionKind.STACKS, "timer");

    private Recordings() {}

    /** Returns 9 levels from a start, in bytes, that rise by the same with each round. */
    static long[] rising(long start, long perRound) {
        long[] levels = new long[9];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = start + i * perRound;
        }
        return levels;
    }

    /** Records the footprints of regions, all with the same number of snapshots. */
    static Recording of(Map<RegionKey, long[]> footprints) {
        int count = footprints.values().iterator().next().length;
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TreeMap<RegionKey, RegionUse> regions = new TreeMap<>();
            for (Map.Entry<RegionKey, long[]> region : footprints.entrySet()) {
                long level = region.getValue()[i];
                regions.put(region.getKey(), new RegionUse(level, level, level, 1));
            }
            snapshots.add(
                    new Snapshot(
                            Duration.ofSeconds(i),
                            (i + 1L) * REQUESTS,
                            regions,
                            1,
                            1,
                            3,
                            false,
                            Duration.ofMillis(1)));
        }
        return new Recording(REQUESTS, snapshots);
    }

    /** Adds that half of some regions is in use, in each snapshot. */
    static Recording counted(Recording recording, RegionKey... keys) {
        return new Recording(
                recording.requestsPerRound(),
                recording.snapshots().stream().map(snapshot -> counted(snapshot, keys)).toList());
    }

    /** Records a heap by how many chunks of each size are in use, in each of 9 snapshots. */
    static Recording sized(Map<Long, long[]> counts) {
        long[] bytes = new long[9];
        counts.forEach(
                (size, count) -> {
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] += size * count[i];
                    }
                });
        Recording footprints = of(Map.of(HEAP, bytes));
        List<Snapshot> snapshots = new ArrayList<>();
        for (Snapshot snapshot : footprints.snapshots()) {
            int at = snapshots.size();
            TreeMap<Long, Long> sizes = new TreeMap<>();
            counts.forEach((size, count) -> sizes.put(size, count[at]));
            snapshots.add(
                    with(
                            snapshot,
                            new TreeMap<>(
                                    Map.of(
                                            HEAP,
                                            new HeapUse(
                                                    bytes[at],
                                                    0,
                                                    sizes.values().stream()
                                                            .mapToLong(Long::longValue)
                                                            .sum(),
                                                    true,
                                                    ChunkSizes.of(sizes))))));
        }
        return new Recording(REQUESTS, snapshots);
    }

    private static Snapshot counted(Snapshot snapshot, RegionKey... keys) {
        TreeMap<RegionKey, HeapUse> heaps = new TreeMap<>();
        for (RegionKey key : keys) {
            long half = snapshot.region(key).footprint() / 2;
            heaps.put(key, new HeapUse(half, half, 1, true));
        }
        return with(snapshot, heaps);
    }

    private static Snapshot with(Snapshot snapshot, SortedMap<RegionKey, HeapUse> heaps) {
        return new Snapshot(
                snapshot.at(),
                snapshot.requestsDone(),
                snapshot.regions(),
                snapshot.processes(),
                snapshot.threads(),
                snapshot.descriptors(),
                snapshot.noisy(),
                snapshot.cost(),
                Counts.NONE,
                List.of(),
                heaps);
    }
}
