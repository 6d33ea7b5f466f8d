package dev.leakgate.recording;

import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds the regions of a service at one moment, summed over its processes.
 *
 * @param at time since the recording began
 * @param requestsDone requests answered until then, those of the warm-up included
 * @param regions what each region has
 * @param processes processes of the tree, zombies not counted
 * @param threads threads of all processes
 * @param descriptors open file descriptors of all processes
 * @param noisy whether the service was still busy when the time to wait for quiet ran out
 * @param cost time that taking the snapshot took
 * @param counts what else could leak: threads, descriptors by kind, mappings
 * @param replaced processes that ended since the snapshot before and came again
 * @param heaps what the program has in use, of the regions where that could be counted
 */
public record Snapshot(
        Duration at,
        long requestsDone,
        SortedMap<RegionKey, RegionUse> regions,
        int processes,
        int threads,
        int descriptors,
        boolean noisy,
        Duration cost,
        Counts counts,
        List<Replacement> replaced,
        SortedMap<RegionKey, HeapUse> heaps) {

    /** Makes the list unmodifiable. */
    public Snapshot {
        replaced = List.copyOf(replaced);
    }

    /** Holds regions alone, with nothing else counted. */
    public Snapshot(
            Duration at,
            long requestsDone,
            SortedMap<RegionKey, RegionUse> regions,
            int processes,
            int threads,
            int descriptors,
            boolean noisy,
            Duration cost) {
        this(
                at,
                requestsDone,
                regions,
                processes,
                threads,
                descriptors,
                noisy,
                cost,
                Counts.NONE,
                List.of(),
                new TreeMap<>());
    }

    /** Returns what a region has, nothing when it is not there. */
    public RegionUse region(RegionKey key) {
        return regions.getOrDefault(key, RegionUse.NONE);
    }

    /** Returns the footprint of all regions, in bytes. */
    public long footprint() {
        return regions.values().stream().mapToLong(RegionUse::footprint).sum();
    }
}
