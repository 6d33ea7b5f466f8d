package dev.leakgate.finding;

import dev.leakgate.graph.Container;
import dev.leakgate.graph.HeapGraph;
import dev.leakgate.graph.Holder;
import dev.leakgate.graph.Holders;
import dev.leakgate.graph.RootNames;
import dev.leakgate.type.Vtables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Names who keeps groups of chunks alive, in words that a programmer knows. */
final class HolderPaths {

    private final HeapGraph graph;
    private final Vtables types;
    private final RootNames names;
    private final Map<Integer, Holder> holders = new HashMap<>();

    /**
     * Searches for the holders of groups at once.
     *
     * @param groups that the program can reach
     */
    HolderPaths(HeapGraph graph, Vtables types, Census census, List<Integer> groups) {
        this.graph = graph;
        this.types = types;
        names = new RootNames(graph.heap().memory().image());
        if (groups.isEmpty()) {
            return;
        }
        int[] indexes = new int[census.groups().count()];
        Arrays.fill(indexes, -1);
        for (int i = 0; i < groups.size(); i++) {
            indexes[groups.get(i)] = i;
        }
        Holders found = Holders.of(graph, slot -> indexOf(census, indexes, slot), groups.size());
        for (int i = 0; i < groups.size(); i++) {
            int group = groups.get(i);
            found.of(i).ifPresent(holder -> holders.put(group, holder));
        }
    }

    private static int indexOf(Census census, int[] indexes, long slot) {
        int group = census.groupOf(slot);
        return group < 0 ? -1 : indexes[group];
    }

    /** Returns the file whose data holds a group; empty when no module's does. */
    Optional<String> module(int group) {
        return Optional.ofNullable(holders.get(group)).flatMap(names::module);
    }

    /** Returns the way from the root to a group; empty when none was found. */
    List<HolderStep> of(int group) {
        Holder holder = holders.get(group);
        if (holder == null) {
            return List.of();
        }
        List<HolderStep> steps = new ArrayList<>();
        String container = holder.container() == Container.NONE ? "" : holder.container().text();
        steps.add(
                new HolderStep(
                        names.place(holder),
                        names.symbol(holder).orElse(""),
                        container,
                        OptionalLong.empty()));
        for (Holder.Step step : holder.steps()) {
            int type = types.id(graph.heap().memory().word(step.chunk()));
            steps.add(
                    new HolderStep(
                            "",
                            "",
                            type == Vtables.NONE ? "" : types.type(type).name(),
                            step.offset() < 0
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(step.offset())));
        }
        return steps;
    }
}
