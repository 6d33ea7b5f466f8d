package dev.leakgate.finding;

import dev.leakgate.content.ObjectCursor;
import dev.leakgate.graph.HeapGraph;
import dev.leakgate.graph.Reachability;
import dev.leakgate.heap.ChunkCursor;
import dev.leakgate.heap.HeapArena;
import dev.leakgate.heap.HeapMap;
import dev.leakgate.region.RegionKey;
import dev.leakgate.type.Vtables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/** Counts all chunks that are in use by what they are. Costs a look at the first word of each. */
final class Census {

    /* A group costs 32 bytes; more kinds than these no reader wants apart. */
    private static final int MOST_GROUPS = 1 << 16;

    /* Nearly all: so many leaked ones for each that a stale word points to. */
    private static final int LEAKED_FOR_A_STRAY = 9;

    private static final Reachability[] REACHABILITIES = Reachability.values();

    private final HeapMap heap;
    private final Vtables types;
    private final HeapGraph graph;
    private final List<RegionKey> regions = new ArrayList<>();
    private final int[] regionOfArena;
    private final GroupTable groups = new GroupTable(MOST_GROUPS);

    /** Weak groups that count as part of a leaked one, by that one. */
    private final Map<Integer, Integer> strays = new HashMap<>();

    private Census(HeapGraph graph, Vtables types) {
        this.graph = graph;
        heap = graph.heap();
        this.types = types;
        regionOfArena = new int[heap.arenas().size()];
        for (int arena = 0; arena < regionOfArena.length; arena++) {
            RegionKey region = heap.arenas().get(arena).region();
            if (!regions.contains(region)) {
                regions.add(region);
            }
            regionOfArena[arena] = regions.indexOf(region);
        }
    }

    static Census of(HeapGraph graph, Vtables types) {
        Census census = new Census(graph, types);
        census.count();
        census.takeStrayForLeaked();
        return census;
    }

    private void count() {
        ChunkCursor chunk = heap.chunks();
        while (chunk.next()) {
            groups.add(
                    regionOfArena[chunk.arena()],
                    graph.of(chunk.slot()).index(),
                    types.id(heap.memory().word(chunk.address())),
                    chunk.size(),
                    chunk.address());
        }
    }

    /**
     * Where nearly all chunks of a kind are leaked, those that one stale word still points to are
     * too: a register or a frame keeps the last one for a while.
     */
    private void takeStrayForLeaked() {
        for (int group = 0; group < groups.count(); group++) {
            if (reachability(group) == Reachability.WEAK) {
                int leaked = twin(group, Reachability.DIRECT);
                leaked = leaked < 0 ? twin(group, Reachability.INDIRECT) : leaked;
                if (leaked >= 0
                        && groups.chunks(leaked) >= LEAKED_FOR_A_STRAY * groups.chunks(group)) {
                    groups.fold(group, leaked);
                    strays.put(leaked, group);
                }
            }
        }
    }

    private int twin(int group, Reachability reachability) {
        return groups.find(
                groups.region(group), reachability.index(), groups.type(group), groups.size(group));
    }

    HeapMap heap() {
        return heap;
    }

    GroupTable groups() {
        return groups;
    }

    /** Returns the regions by their number in the table. */
    List<RegionKey> regions() {
        return regions;
    }

    RegionKey region(int group) {
        return regions.get(groups.region(group));
    }

    Reachability reachability(int group) {
        return REACHABILITIES[groups.reachability(group)];
    }

    /** Returns the type's name; {@code ""} when the first word does not tell it. */
    String type(int group) {
        int type = groups.type(group);
        return type == Vtables.NONE ? "" : types.type(type).name();
    }

    /** Returns the names of the threads that allocate in a group's region, one for each thread. */
    List<String> threads(int group) {
        return heap.arenas().stream()
                .filter(arena -> arena.region().equals(region(group)))
                .map(HeapArena::threads)
                .flatMap(List::stream)
                .map(thread -> thread.name())
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    /** Tells whether the live chunk at a slot is one of a group. */
    boolean isOf(int group, long slot) {
        long chunk = heap.address(slot);
        return heap.size(chunk) == groups.size(group)
                && regionOfArena[heap.arenaOf(chunk)] == groups.region(group)
                && isHeldAs(group, graph.of(slot))
                && types.id(heap.memory().word(chunk)) == groups.type(group);
    }

    private boolean isHeldAs(int group, Reachability held) {
        return held.index() == groups.reachability(group)
                || (held == Reachability.WEAK && strays.containsKey(group));
    }

    /** Finds the group that the chunk at a cursor counts with; −1 when it has none. */
    int groupOf(ChunkCursor chunk) {
        Reachability held = graph.of(chunk.slot());
        int region = regionOfArena[chunk.arena()];
        int type = types.id(heap.memory().word(chunk.address()));
        int group = groups.find(region, held.index(), type, chunk.size());
        return group >= 0 && strays.containsValue(group) ? leakedWith(group) : group;
    }

    private int leakedWith(int stray) {
        int direct = twin(stray, Reachability.DIRECT);
        boolean withDirect = Integer.valueOf(stray).equals(strays.get(direct));
        return withDirect ? direct : twin(stray, Reachability.INDIRECT);
    }

    /**
     * Begins a pass over chunks of a group, at the bytes that the program has of each.
     *
     * @param slots which of them
     */
    ObjectCursor objects(int group, LongPredicate slots) {
        return new GroupCursor(group, slots);
    }

    /** Looks at a chunk's memory only if it has the group's size. */
    private final class GroupCursor implements ObjectCursor {

        private final ChunkCursor chunk = heap.chunks();
        private final int group;
        private final LongPredicate slots;

        GroupCursor(int group, LongPredicate slots) {
            this.group = group;
            this.slots = slots;
        }

        @Override
        public boolean next() {
            while (chunk.next()) {
                if (chunk.size() == groups.size(group)
                        && regionOfArena[chunk.arena()] == groups.region(group)
                        && isHeldAs(group, graph.of(chunk.slot()))
                        && types.id(heap.memory().word(chunk.address())) == groups.type(group)
                        && slots.test(chunk.slot())) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public long address() {
            return chunk.address();
        }

        @Override
        public long size() {
            return chunk.usable();
        }
    }
}
