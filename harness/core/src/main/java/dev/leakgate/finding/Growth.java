package dev.leakgate.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the groups of an image that the chunks belong to which came with the measured rounds.
 *
 * <p>A count by size does not tell two groups of one size apart. What nothing points to any more is
 * the likelier leak, so those come first, and of these the larger.
 */
final class Growth {

    /**
     * Says how much of a group came with the rounds.
     *
     * @param group in the table
     * @param chunks that came, at least one
     * @param requests that they came with; 0 when nobody counted them
     */
    record OfGroup(int group, long chunks, long requests) {}

    private Growth() {}

    /**
     * Gives each size's growth to groups.
     *
     * @param groups what is in use in the image
     * @param regions names of the regions by their number in the table
     * @param grown what came, the largest part first
     */
    static List<OfGroup> share(GroupTable groups, List<String> regions, List<GrownSize> grown) {
        List<OfGroup> shares = new ArrayList<>();
        for (GrownSize size : grown) {
            int region = regions.indexOf(size.region().toString());
            long left = size.chunks();
            for (int group : candidates(groups, region, size.size())) {
                long taken = Math.min(left, groups.chunks(group));
                if (taken > 0) {
                    shares.add(new OfGroup(group, taken, size.requests()));
                }
                left -= taken;
            }
        }
        return shares;
    }

    private static List<Integer> candidates(GroupTable groups, int region, long size) {
        List<Integer> candidates = new ArrayList<>();
        for (int group = 0; group < groups.count(); group++) {
            if (groups.region(group) == region && groups.size(group) == size) {
                candidates.add(group);
            }
        }
        candidates.sort(
                Comparator.<Integer>comparingInt(groups::reachability)
                        .thenComparing(group -> -groups.chunks(group)));
        return candidates;
    }
}
