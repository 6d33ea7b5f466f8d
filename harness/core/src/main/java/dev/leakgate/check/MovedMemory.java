package dev.leakgate.check;

import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells memory that moves between the heaps of a process from memory that leaks.
 *
 * <p>Threads that share a cache allocate its entries each in an arena of its own. When the entries
 * of one thread replace those of another, one arena grows in every round, another shrinks, and the
 * process has no byte more in use. So a heap or an arena whose live bytes grow, leaks only as far
 * as the live bytes of all heaps of its process grow with it.
 */
final class MovedMemory {

    private MovedMemory() {}

    /**
     * Takes back what was said of regions whose growth the others of their process make up for.
     *
     * @param regions of the recording, in its order
     * @param growths what each does, judged alone; more may follow
     * @return the same list with other outcomes: flat where the process's growth is surely less
     *     than the region's, unsettled where it is at most half of it
     */
    static List<SeriesGrowth> settle(
            Recording recording, List<RegionKey> regions, List<SeriesGrowth> growths) {
        Map<String, List<RegionKey>> heaps = new HashMap<>();
        for (RegionKey region : regions) {
            boolean heap = region.kind() == RegionKind.HEAP || region.kind() == RegionKind.ARENAS;
            if (heap && recording.countedExactly(List.of(region))) {
                heaps.computeIfAbsent(region.process(), process -> new ArrayList<>()).add(region);
            }
        }
        Map<String, SeriesGrowth> sums = new HashMap<>();
        List<SeriesGrowth> settled = new ArrayList<>(growths);
        for (int i = 0; i < regions.size(); i++) {
            SeriesGrowth growth = growths.get(i);
            List<RegionKey> all = heaps.getOrDefault(regions.get(i).process(), List.of());
            if (growth.outcome() != GrowthOutcome.FLAT
                    && all.size() > 1
                    && all.contains(regions.get(i))) {
                SeriesGrowth sum =
                        sums.computeIfAbsent(
                                regions.get(i).process(), process -> together(recording, all));
                settled.set(i, growth.as(outcome(growth, sum)));
            }
        }
        return settled;
    }

    private static GrowthOutcome outcome(SeriesGrowth one, SeriesGrowth all) {
        if (all.high().compareTo(one.low()) < 0 && all.outcome() == GrowthOutcome.FLAT) {
            return GrowthOutcome.FLAT;
        }
        boolean half = all.growth().value() >= one.growth().value() / 2;
        return half ? one.outcome() : GrowthOutcome.UNSETTLED;
    }

    /** Judges the sum alone: it takes growth back and adds none, so it is no test more. */
    private static SeriesGrowth together(Recording recording, List<RegionKey> heaps) {
        GrowthSeries sum =
                new GrowthSeries(
                        "heaps",
                        recording.atEqualRounds(recording.levels(heaps)),
                        recording.requestsPerRound());
        GrowthRules rules = GrowthRules.of(true).allowing(BytesPerRequest.ZERO);
        return GrowthJudge.judge(List.of(sum), List.of(rules)).series().get(0);
    }
}
