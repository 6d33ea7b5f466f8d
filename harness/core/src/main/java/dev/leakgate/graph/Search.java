package dev.leakgate.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/** Passes over the reachable chunks, breadth first, and remembers from where each was reached. */
final class Search extends WordScan {

    private static final int MOST = 1 << 21;

    /** What one root word leads to of a group. */
    private static final class Tally {
        private final long top;
        private long members;
        private int nearest = -1;

        Tally(long top) {
            this.top = top;
        }
    }

    private final Roots roots;
    private final LongToIntFunction groupOf;
    private final List<Map<Long, Tally>> tallies;
    private final @Nullable Tally[] last;
    private final SlotSet seen;
    private long[] slots = new long[1 << 10];
    private long[] places = new long[1 << 10];
    private int[] parents = new int[1 << 10];
    private int[] tops = new int[1 << 10];
    private int count;
    private int parent;
    private int root;

    Search(HeapGraph graph, LongToIntFunction groupOf, int groups) {
        super(graph.heap(), graph.links());
        roots = graph.roots();
        this.groupOf = groupOf;
        tallies = new ArrayList<>();
        last = new Tally[groups];
        for (int i = 0; i < groups; i++) {
            tallies.add(new HashMap<>());
        }
        seen = graph.seen();
    }

    void run() {
        begin(false);
        int next = follow(0);
        begin(true);
        follow(next);
    }

    private void begin(boolean stale) {
        List<RootRange> ranges = roots.ranges();
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).mayBeStale() == stale) {
                parent = -1 - i;
                scan(ranges.get(i).start(), ranges.get(i).end());
            }
        }
        List<RootWord> words = roots.words();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).stale() == stale) {
                parent = -1 - ranges.size() - i;
                point(words.get(i).value(), 0);
            }
        }
    }

    private int follow(int from) {
        int next = from;
        while (next < count) {
            parent = next;
            root = tops[next];
            scanChunk(slots[next]);
            next++;
        }
        return next;
    }

    @Override
    void edge(long slot, long place) {
        if (count == MOST || !seen.add(slot)) {
            return;
        }
        if (count == slots.length) {
            int room = Math.min(MOST, 2 * count);
            slots = Arrays.copyOf(slots, room);
            places = Arrays.copyOf(places, room);
            parents = Arrays.copyOf(parents, room);
            tops = Arrays.copyOf(tops, room);
        }
        slots[count] = slot;
        places[count] = place;
        parents[count] = parent;
        tops[count] = parent < 0 ? count : root;
        int group = groupOf.applyAsInt(slot);
        if (group >= 0) {
            tally(group);
        }
        count++;
    }

    private void tally(int group) {
        // Members that a range of roots holds itself, as an array does, are counted together.
        long top = parent < 0 ? parent : tops[count];
        Tally tally = last[group];
        if (tally == null || tally.top != top) {
            tally = tallies.get(group).computeIfAbsent(top, Tally::new);
            last[group] = tally;
        }
        tally.members++;
        tally.nearest = tally.nearest < 0 ? count : tally.nearest;
    }

    private Tally best(int group) {
        Tally best = new Tally(0);
        for (Tally tally : tallies.get(group).values()) {
            boolean nearer = tally.members == best.members && tally.nearest < best.nearest;
            best = tally.members > best.members || nearer ? tally : best;
        }
        return best;
    }

    /** Returns the nearest member of a group by way of its main root; −1 when none was found. */
    int nearest(int group) {
        return best(group).nearest;
    }

    long members(int group) {
        return best(group).members;
    }

    long slot(int index) {
        return slots[index];
    }

    /** Returns the address of the word that led to a chunk; 0 when it was a register. */
    long place(int index) {
        return places[index];
    }

    /** Returns the chunk from which one was reached; negative when it was a root. */
    int parent(int index) {
        return parents[index];
    }

    /** Returns the index of the root that led to a chunk: ranges come before words. */
    int rootOf(int index) {
        return -1 - parents[index];
    }
}
