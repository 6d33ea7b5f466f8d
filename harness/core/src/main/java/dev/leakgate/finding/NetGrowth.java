package dev.leakgate.finding;

import dev.leakgate.heap.ChunkCursor;
import dev.leakgate.heap.HeapDiff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the groups that have more chunks in a later image of a process. What came in place of
 * others of its kind, such as the buffers of a request that is served, is no growth.
 */
final class NetGrowth {

    /** What two images tell of a chunk in the same way; who holds it may change meanwhile. */
    private record Kind(String region, String type, long size) {}

    private final Census before;
    private final Census after;
    private final HeapDiff diff;

    private NetGrowth(Census before, Census after, HeapDiff diff) {
        this.before = before;
        this.after = after;
        this.diff = diff;
    }

    /** Lists the groups of the later image, the largest part of the growth first. */
    static List<Growth.OfGroup> between(Census before, Census after, HeapDiff diff) {
        NetGrowth growth = new NetGrowth(before, after, diff);
        return growth.shares(growth.came(), growth.net());
    }

    /** Counts by group what came and is still there. */
    private long[] came() {
        long[] came = new long[after.groups().count()];
        ChunkCursor chunk = after.heap().chunks();
        while (chunk.next()) {
            int group = diff.hasAppeared(chunk.slot()) ? after.groupOf(chunk) : -1;
            if (group >= 0) {
                came[group]++;
            }
        }
        return came;
    }

    /** Counts by kind how many more there are. */
    private Map<Kind, Long> net() {
        Map<Kind, Long> net = new HashMap<>();
        add(after, 1, net);
        add(before, -1, net);
        return net;
    }

    private static void add(Census census, int sign, Map<Kind, Long> net) {
        for (int group = 0; group < census.groups().count(); group++) {
            net.merge(kind(census, group), sign * census.groups().chunks(group), Long::sum);
        }
    }

    private static Kind kind(Census census, int group) {
        return new Kind(
                census.region(group).toString(), census.type(group), census.groups().size(group));
    }

    /** Of one kind, what nothing points to any more is the likelier leak. */
    private List<Growth.OfGroup> shares(long[] came, Map<Kind, Long> net) {
        List<Integer> groups = new ArrayList<>();
        for (int group = 0; group < came.length; group++) {
            groups.add(group);
        }
        groups.sort(Comparator.comparing(after::reachability));
        List<Growth.OfGroup> shares = new ArrayList<>();
        for (int group : groups) {
            Kind kind = kind(after, group);
            long left = net.getOrDefault(kind, 0L);
            long grown = Math.min(came[group], left);
            if (grown > 0) {
                shares.add(new Growth.OfGroup(group, grown, 0));
                net.put(kind, left - grown);
            }
        }
        shares.sort(
                Comparator.comparingLong(
                                (Growth.OfGroup share) ->
                                        share.chunks() * after.groups().size(share.group()))
                        .reversed());
        return shares;
    }
}
