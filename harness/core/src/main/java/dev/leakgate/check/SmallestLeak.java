package dev.leakgate.check;

import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.SeriesGrowth;
import dev.leakgate.verdict.Suppressions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says what leak of the service's own allocations a run could have seen.
 *
 * @param size found with 90 % power in whichever of the series; infinite when the rounds were too
 *     few for any
 * @param floor growth per request that no number of rounds of this size would show
 * @param requestsPerRound of the run
 */
record SmallestLeak(BytesPerRequest size, BytesPerRequest floor, int requestsPerRound) {

    /**
     * Looks where such a leak shows: in the heap and the arenas, if what the program has in use was
     * counted of any of them; else it may be in any region. The least sharp of these counts.
     *
     * @param growths of all regions of the recording, in their order
     */
    static Optional<SmallestLeak> of(
            Recording recording, List<SeriesGrowth> growths, Suppressions suppressions) {
        List<RegionKey> regions = List.copyOf(recording.regions());
        boolean counted = regions.stream().anyMatch(key -> isCountedHeap(recording, key));
        return IntStream.range(0, regions.size())
                .filter(i -> !counted || isHeap(regions.get(i)))
                .filter(i -> !suppressions.cover(growths.get(i).name()))
                .mapToObj(i -> of(recording, regions.get(i), growths.get(i)))
                .max(Comparator.comparing(SmallestLeak::size));
    }

    private static SmallestLeak of(Recording recording, RegionKey region, SeriesGrowth growth) {
        GrowthRules rules = GrowthRules.of(recording.countedExactly(List.of(region)));
        return new SmallestLeak(
                growth.minimumDetectable(),
                new BytesPerRequest(
                        (double) rules.floorPerRound().bytes() / recording.requestsPerRound()),
                recording.requestsPerRound());
    }

    private static boolean isCountedHeap(Recording recording, RegionKey key) {
        return isHeap(key) && recording.heap(key).isPresent();
    }

    private static boolean isHeap(RegionKey key) {
        return key.kind() == RegionKind.HEAP || key.kind() == RegionKind.ARENAS;
    }
}
