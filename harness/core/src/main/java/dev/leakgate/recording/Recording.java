package dev.leakgate.recording;

import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
        for (Snapshot snapshot : snapshots) {
            keys.addAll(snapshot.regions().keySet());
            keys.addAll(snapshot.heaps().keySet());
        }
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

    /**
     * Returns what the program has in use of a region in each snapshot; empty when there is a
     * snapshot in which that could not be counted. A region that is not there has nothing in use.
     */
    public Optional<List<HeapUse>> heap(RegionKey key) {
        List<HeapUse> uses = new ArrayList<>();
        boolean counted = false;
        for (Snapshot snapshot : snapshots) {
            HeapUse use = snapshot.heaps().get(key);
            if (use == null && snapshot.regions().containsKey(key)) {
                return Optional.empty();
            }
            counted |= use != null;
            uses.add(use == null ? HeapUse.NONE : use);
        }
        return counted ? Optional.of(uses) : Optional.empty();
    }

    /**
     * Returns what a leak in a region would make grow, for each snapshot, in bytes: what the
     * program has in use where that was counted, else the footprint.
     */
    public long[] levels(RegionKey key) {
        return heap(key)
                .map(uses -> uses.stream().mapToLong(HeapUse::live).toArray())
                .orElseGet(() -> footprints(key));
    }

    /** Returns the levels of some regions, summed. */
    public long[] levels(Collection<RegionKey> keys) {
        long[] sums = new long[snapshots.size()];
        for (RegionKey key : keys) {
            long[] levels = levels(key);
            Arrays.setAll(sums, i -> sums[i] + levels[i]);
        }
        return sums;
    }

    /** Says whether the levels of some regions were counted to the byte, and not in pages. */
    public boolean countedExactly(Collection<RegionKey> keys) {
        return keys.stream()
                .allMatch(
                        key ->
                                heap(key)
                                        .filter(uses -> uses.stream().allMatch(HeapUse::exact))
                                        .isPresent());
    }

    /**
     * Scales what grew in each round to a round of the mean size, so that levels of rounds that a
     * load tool made unequal can be compared. Levels of equal rounds stay as they are.
     *
     * @param levels one for each snapshot
     */
    public long[] atEqualRounds(long[] levels) {
        long[] done = snapshots.stream().mapToLong(Snapshot::requestsDone).toArray();
        return EqualRounds.of(levels, done, requestsPerRound);
    }

    /**
     * Returns the requests of a round.
     *
     * @param round from 1
     */
    public long requestsOfRound(int round) {
        return snapshots.get(round).requestsDone() - snapshots.get(round - 1).requestsDone();
    }
}
