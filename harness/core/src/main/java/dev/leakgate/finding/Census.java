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
import java.util.Optional;
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

    /** Returns the file that has the type's vtable; empty when the first word tells no type. */
    Optional<String> module(int group) {
        int type = groups.type(group);
        return type == Vtables.NONE ? Optional.empty() : Optional.of(types.type(type).module());
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

    private boolean isHeldAs(int group, Reachability held) {
        return held.index() == groups.reachability(group)
                || (held == Reachability.WEAK && strays.containsKey(group));
    }

    /** Finds the group that the chunk at a cursor counts with; −1 when it has none. */
    int groupOf(ChunkCursor chunk) {
        return groupOf(chunk.arena(), chunk.slot(), chunk.address(), chunk.size());
    }

    /** Finds the group that the live chunk at a slot counts with; −1 when it has none. */
    int groupOf(long slot) {
        long chunk = heap.address(slot);
        return groupOf(heap.arenaOf(chunk), slot, chunk, heap.size(chunk));
    }

    private int groupOf(int arena, long slot, long chunk, long size) {
        int type = types.id(heap.memory().word(chunk));
        int group = groups.find(regionOfArena[arena], graph.of(slot).index(), type, size);
        // Only those that were taken for leaked have no chunks.
        return group >= 0 && groups.chunks(group) == 0 ? leakedWith(group) : group;
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

    /**
     * Says whether chunks of a group are told by more than what is known without a look at them.
     */
    private boolean isToldByType(int group) {
        if (groups.others() > 0) {
            return true;
        }
        for (int other = 0; other < groups.count(); other++) {
            if (groups.size(other) == groups.size(group)
                    && groups.region(other) == groups.region(group)
                    && groups.type(other) != groups.type(group)
                    && isHeldAs(group, reachability(other))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Looks at a chunk's memory only if nothing else tells that it is of the group: that costs as
     * much as all else.
     */
    private final class GroupCursor implements ObjectCursor {

        private final ChunkCursor chunk = heap.chunks();
        private final int group;
        private final LongPredicate slots;
        private final boolean byType;

        GroupCursor(int group, LongPredicate slots) {
            this.group = group;
            this.slots = slots;
            byType = isToldByType(group);
        }

        @Override
        public boolean next() {
            while (chunk.next()) {
                if (chunk.size() == groups.size(group)
                        && regionOfArena[chunk.arena()] == groups.region(group)
                        && isHeldAs(group, graph.of(chunk.slot()))
                        && (!byType || isOfType(chunk.address()))
                        && slots.test(chunk.slot())) {
                    return true;
                }
            }
            return false;
        }

        private boolean isOfType(long address) {
            return types.id(heap.memory().word(address)) == groups.type(group);
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
