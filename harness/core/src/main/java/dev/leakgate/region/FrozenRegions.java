package dev.leakgate.region;

import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;
import java.util.List;

/** Gives the mappings of a frozen process, a copy or a core, their regions. */
public final class FrozenRegions {

    private FrozenRegions() {}

    /**
     * Recognises the regions. What a running process's kernel would have named and the mappings do
     * not, such as {@code [heap]}, is anonymous.
     *
     * @param pid the process as it saw itself
     * @param memory its memory, which must stay open as long as the layout is used
     * @param mappings in unsigned order of their addresses
     */
    public static ProcessLayout of(
            int pid,
            WordSize wordSize,
            Memory memory,
            List<FrozenMapping> mappings,
            List<FrozenThread> threads) {
        MappingTable table = new MappingTable();
        mappings.forEach(table::add);
        ControlBlocks blocks = new ControlBlocks(memory, wordSize.bytes());
        ThreadStacks stacks = ThreadStacks.ofFrozen(pid, threads, table, blocks);
        MallocShapes shapes = new MallocShapes(memory, wordSize.bytes());
        ArenaOwners owners = new ArenaOwners(memory, wordSize.bytes());
        return new ProcessLayout(
                pid,
                "",
                table,
                MappingRoles.assign(table, stacks, shapes, owners),
                stacks,
                owners,
                memory,
                wordSize.bytes());
    }
}
