package dev.leakgate.junit;

import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.Counts;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes recordings of known growth. */
final class Recordings {

    static final int ROUNDS = 8;
    static final int REQUESTS = 500;

    private Recordings() {}

    /** Records one region whose footprint after each round is known, in kB. */
    static Recording ofLevels(RegionKey key, long... kilobytes) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int round = 0; round < kilobytes.length; round++) {
            long footprint = kilobytes[round] * 1024;
            SortedMap<RegionKey, RegionUse> regions = new TreeMap<>();
            regions.put(key, new RegionUse(footprint, footprint, footprint, 1));
            snapshots.add(snapshot(round, regions));
        }
        return new Recording(REQUESTS, snapshots);
    }

    /** Records regions that begin at a footprint and grow by so many bytes for each request. */
    static Recording of(Map<RegionKey, long[]> startAndGrowth) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            SortedMap<RegionKey, RegionUse> regions = new TreeMap<>();
            long requests = (long) round * REQUESTS;
            startAndGrowth.forEach(
                    (key, growth) -> {
                        long footprint = growth[0] + growth[1] * requests;
                        regions.put(key, new RegionUse(footprint, footprint, footprint, 1));
                    });
            snapshots.add(snapshot(round, regions));
        }
        return new Recording(REQUESTS, snapshots);
    }

    /** Records rounds of 500 and of 1,500 requests in turn, and a region that grows with each. */
    static Recording ofUnequalRounds(RegionKey key, long growth) {
        List<Snapshot> snapshots = new ArrayList<>();
        long requests = REQUESTS;
        for (int round = 0; round <= ROUNDS; round++) {
            long footprint = growth * requests;
            SortedMap<RegionKey, RegionUse> regions = new TreeMap<>();
            regions.put(key, new RegionUse(footprint, footprint, footprint, 1));
            snapshots.add(snapshot(round, requests, regions, Counts.NONE));
            requests += round % 2 == 0 ? REQUESTS : 3 * REQUESTS;
        }
        return new Recording(2 * REQUESTS, snapshots);
    }

    /** Records one more of something for each so many requests, and no region that grows. */
    static Recording ofCount(CountKey key, int every) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            long requests = (round + 1L) * REQUESTS;
            SortedMap<CountKey, Long> values = new TreeMap<>();
            values.put(key, requests / every);
            snapshots.add(
                    snapshot(
                            round, requests, new TreeMap<>(), new Counts(values, new TreeMap<>())));
        }
        return new Recording(REQUESTS, snapshots);
    }

    private static Snapshot snapshot(int round, SortedMap<RegionKey, RegionUse> regions) {
        return snapshot(round, (round + 1L) * REQUESTS, regions, Counts.NONE);
    }

    private static Snapshot snapshot(
            int round, long requests, SortedMap<RegionKey, RegionUse> regions, Counts counts) {
        return new Snapshot(
                Duration.ofSeconds(round),
                requests,
                regions,
                1,
                1,
                3,
                false,
                Duration.ofMillis(1),
                counts,
                List.of(),
                new TreeMap<>());
    }
}
