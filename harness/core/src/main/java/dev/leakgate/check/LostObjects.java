package dev.leakgate.check;

import dev.leakgate.finding.Finding;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.LostGrowth;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells leaks in growth that has not settled: objects that nothing points to any more.
 *
 * <p>An image says how many there are, and not when they were lost. Those of one size that were in
 * use at the first snapshot may all be among them, so only what is more than these was surely lost
 * since; and it must be nearly all that the size has gained, so that a cache whose entries have the
 * size of something lost at the start is taken for no leak.
 */
final class LostObjects {

    /* The rest of a size's growth may be what was in use between two rounds. */
    private static final double NEARLY_ALL = 0.9;

    private LostObjects() {}

    /**
     * Returns how much of such objects the regions gain, the fastest first; empty when that is no
     * leak.
     *
     * @param findings of a look after the last round
     * @param regions whose growth has not settled
     */
    static List<SeriesGrowth> of(
            Recording recording,
            List<Finding> findings,
            Iterable<RegionKey> regions,
            BytesPerRequest allowed) {
        List<SeriesGrowth> growing = new ArrayList<>();
        for (RegionKey region : regions) {
            List<HeapUse> uses = recording.heap(region).orElse(List.of());
            if (!uses.isEmpty()) {
                GrowthSeries lost =
                        new GrowthSeries(
                                region.toString(),
                                recording.atEqualRounds(lost(uses, lostBySize(findings, region))),
                                recording.requestsPerRound());
                GrowthRules rules = GrowthRules.of(recording.countedExactly(List.of(region)));
                LostGrowth.of(lost, rules.allowing(allowed)).ifPresent(growing::add);
            }
        }
        growing.sort(Comparator.comparing(SeriesGrowth::growth).reversed());
        return growing;
    }

    private static Map<Long, Long> lostBySize(List<Finding> findings, RegionKey region) {
        Map<Long, Long> lost = new HashMap<>();
        for (Finding finding : findings) {
            if (finding.region().equals(region) && finding.reachability().isLeaked()) {
                lost.merge(finding.chunkSize(), finding.chunks(), Long::sum);
            }
        }
        return lost;
    }

    /** Returns the bytes of the sizes whose growth is lost and goes on, at each snapshot. */
    private static long[] lost(List<HeapUse> uses, Map<Long, Long> lostBySize) {
        long[] levels = new long[uses.size()];
        lostBySize.forEach(
                (size, lost) -> {
                    long[] counts =
                            uses.stream().mapToLong(use -> use.sizes().count(size)).toArray();
                    long first = counts[0];
                    long grown = counts[counts.length - 1] - first;
                    boolean surely = grown > 0 && lost - first >= NEARLY_ALL * grown;
                    if (surely && !LostGrowth.diesDown(counts)) {
                        for (int i = 0; i < levels.length; i++) {
                            levels[i] += size * counts[i];
                        }
                    }
                });
        return levels;
    }
}
