package dev.leakgate.graph;

import dev.leakgate.graph.Holder.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;

/**
 * Finds who holds groups of reachable chunks.
 *
 * <p>Goes from the roots over all pointers, breadth first, so that the first way found to a chunk
 * is a shortest. Words that may be left over in stacks and registers come last. Of a group that
 * several roots hold, the one that most members were first reached from is told.
 *
 * <p>Costs as much time as marking, and 24 bytes for each chunk passed, of at most 2 million: what
 * is farther from the roots than these is not found.
 */
public final class Holders {

    private final HeapGraph graph;
    private final Search search;

    private Holders(HeapGraph graph, Search search) {
        this.graph = graph;
        this.search = search;
    }

    /**
     * Searches for all groups at once.
     *
     * @param groupOf gives the group of the chunk at a slot, from 0 on; −1 for none
     * @param groups number of groups
     */
    public static Holders of(HeapGraph graph, LongToIntFunction groupOf, int groups) {
        Search search = new Search(graph, groupOf, groups);
        search.run();
        return new Holders(graph, search);
    }

    /** Returns who holds a group; empty when no way was found. */
    public Optional<Holder> of(int group) {
        int found = search.nearest(group);
        if (found < 0) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        long offset = -1;
        int at = found;
        while (true) {
            long chunk = graph.heap().address(search.slot(at));
            long place = search.place(at);
            long target = place == 0 ? chunk : graph.heap().memory().word(place);
            steps.add(new Step(chunk, Math.max(0, target - chunk), offset));
            int parent = search.parent(at);
            if (parent < 0) {
                break;
            }
            offset = place - graph.heap().address(search.slot(parent));
            at = parent;
        }
        Collections.reverse(steps);
        Roots roots = graph.roots();
        int root = search.rootOf(at);
        int ranges = roots.ranges().size();
        Container container = new ContainerShape(graph.heap()).of(search.place(at), steps);
        return Optional.of(
                new Holder(
                        root < ranges ? roots.ranges().get(root) : null,
                        root < ranges ? null : roots.words().get(root - ranges),
                        search.place(at),
                        steps,
                        search.members(group),
                        container));
    }
}
