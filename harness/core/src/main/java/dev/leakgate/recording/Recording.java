package dev.leakgate.recording;

import dev.leakgate.region.RegionKey;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Holds the snapshots of a run: one after the warm-up and one after each round.
 *
 * @param requestsPerRound requests of each round
 * @param snapshots the first one stands before the first round; {@code snapshots.get(k)} after
 *     round {@code k}
 */
public record Recording(int requestsPerRound, List<Snapshot> snapshots) {

    /** Makes the list of snapshots unmodifiable. */
    public Recording {
        snapshots = List.copyOf(snapshots);
    }

    /** Returns the number of rounds that were measured. */
    public int rounds() {
        return Math.max(0, snapshots.size() - 1);
    }

    /** Returns each region that any snapshot has. */
    public SortedSet<RegionKey> regions() {
        SortedSet<RegionKey> keys = new TreeSet<>();
        snapshots.forEach(snapshot -> keys.addAll(snapshot.regions().keySet()));
        return keys;
    }

    /** Returns each series of counts that any snapshot has. */
    public SortedSet<CountKey> counts() {
        SortedSet<CountKey> keys = new TreeSet<>();
        snapshots.forEach(snapshot -> keys.addAll(snapshot.counts().values().keySet()));
        return keys;
    }

    /** Returns how many there are of something in each snapshot; RESERVED is in bytes. */
    public long[] counts(CountKey key) {
        return snapshots.stream().mapToLong(snapshot -> snapshot.counts().value(key)).toArray();
    }

    /** Returns the footprint of a region in each snapshot, in bytes. */
    public long[] footprints(RegionKey key) {
        return snapshots.stream().mapToLong(snapshot -> snapshot.region(key).footprint()).toArray();
    }
}
