package dev.leakgate.finding;

import dev.leakgate.recording.Recording;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds the sizes of chunk that a leak is made of. It grows in every round, so its sizes do too;
 * what a cache or a buffer gains once does not, and stands in the image beside it all the same.
 */
public final class GrownSizes {

    /* A leak persists: of 4 rounds one may be spoiled, by what was freed meanwhile. */
    private static final int ROUNDS_OF_WHICH_ONE_MAY_FAIL = 4;

    /* What came in the first half alone was still warming up. */
    private static final double LEAST_OF_SECOND_HALF = 0.25;

    private static final double LEAST_SHARE = 0.01;

    /* Of growth that has not settled, a leak may be a small part. */
    private static final double LEAST_SHARE_OF_GAIN = 0.001;

    private GrownSizes() {}

    /**
     * Lists the sizes that grow in regions, the largest part of the growth first. Sizes that make
     * up less than a hundredth of what grew are left out.
     *
     * @param regions those that leak; what was not counted by size has none
     */
    public static List<GrownSize> of(Recording recording, Collection<RegionKey> regions) {
        return of(recording, regions, GrownSizes::growsWithTheRounds, LEAST_SHARE);
    }

    /**
     * Lists the sizes of which regions have more at the end than at the begin, whenever they came,
     * the largest part of it first. Those that make up less than a thousandth are left out.
     *
     * @param regions whose growth has not settled; what was not counted by size has none
     */
    public static List<GrownSize> gained(Recording recording, Collection<RegionKey> regions) {
        return of(
                recording,
                regions,
                counts -> counts[counts.length - 1] > counts[0],
                LEAST_SHARE_OF_GAIN);
    }

    private static List<GrownSize> of(
            Recording recording,
            Collection<RegionKey> regions,
            Predicate<long[]> growing,
            double leastShare) {
        List<GrownSize> grown = new ArrayList<>();
        for (RegionKey region : regions) {
            recording.heap(region).ifPresent(uses -> add(recording, region, uses, growing, grown));
        }
        long all = grown.stream().mapToLong(GrownSize::bytes).sum();
        grown.removeIf(size -> size.bytes() < all * leastShare);
        grown.sort(
                Comparator.comparingLong(GrownSize::bytes)
                        .reversed()
                        .thenComparing(GrownSize::region)
                        .thenComparing(GrownSize::size));
        return List.copyOf(grown);
    }

    private static void add(
            Recording recording,
            RegionKey region,
            List<HeapUse> uses,
            Predicate<long[]> growing,
            List<GrownSize> grown) {
        SortedSet<Long> sizes = new TreeSet<>();
        uses.forEach(use -> sizes.addAll(use.sizes().counts().keySet()));
        long requests =
                recording.snapshots().get(uses.size() - 1).requestsDone()
                        - recording.snapshots().get(0).requestsDone();
        for (long size : sizes) {
            long[] counts = uses.stream().mapToLong(use -> use.sizes().count(size)).toArray();
            if (growing.test(counts)) {
                grown.add(
                        new GrownSize(
                                region, size, counts[counts.length - 1] - counts[0], requests));
            }
        }
    }

    private static boolean growsWithTheRounds(long[] counts) {
        int rounds = counts.length - 1;
        if (rounds < 1) {
            return false;
        }
        int risen = 0;
        for (int i = 1; i <= rounds; i++) {
            risen += counts[i] > counts[i - 1] ? 1 : 0;
        }
        long total = counts[rounds] - counts[0];
        long secondHalf = counts[rounds] - counts[rounds / 2];
        return total >= rounds - rounds / ROUNDS_OF_WHICH_ONE_MAY_FAIL
                && risen >= rounds - rounds / ROUNDS_OF_WHICH_ONE_MAY_FAIL
                && secondHalf >= total * LEAST_OF_SECOND_HALF;
    }
}
