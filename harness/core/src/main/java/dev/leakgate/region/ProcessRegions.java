package dev.leakgate.region;

import dev.leakgate.linux.ProcMemory;
import dev.leakgate.linux.ProcReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads the regions of one process again and again; it remembers stacks and arenas between looks.
 *
 * <p>Not thread-safe.
 */
final class ProcessRegions implements AutoCloseable {

    private static final int EI_CLASS = 4; /* elf.h */
    private static final byte ELFCLASS32 = 1; /* elf.h */

    private final ProcReader proc;
    private final int pid;
    private final String role;
    private final MappingTable table = new MappingTable();
    private final ThreadStacks stacks;
    private final ProcMemory memory;
    private final MallocShapes shapes;
    private final ArenaOwners owners;
    private MappingRoles.Role[] roles = {};

    private ProcessRegions(ProcReader proc, int pid, String role, ProcMemory memory, int wordSize) {
        this.proc = proc;
        this.pid = pid;
        this.role = role;
        stacks = new ThreadStacks(proc, pid, new ControlBlocks(memory, wordSize));
        this.memory = memory;
        shapes = new MallocShapes(memory, wordSize);
        owners = new ArenaOwners(memory, wordSize);
    }

    /**
     * Begins to look at a process; empty when it has ended.
     *
     * @param role what its regions' keys say of the process; may be empty
     * @throws dev.leakgate.linux.ProcAccessException when its memory may not be read
     */
    static Optional<ProcessRegions> open(ProcReader proc, int pid, String role) {
        // First what tells a refusal from an end: who may not read the memory sees no program
        // either.
        Optional<ProcMemory> memory = ProcMemory.open(pid);
        OptionalInt wordSize = wordSize(pid);
        if (memory.isPresent() && wordSize.isEmpty()) {
            memory.get().close();
            return Optional.empty();
        }
        return memory.map(
                opened -> new ProcessRegions(proc, pid, role, opened, wordSize.getAsInt()));
    }

    /**
     * Looks now; empty when the process has ended.
     *
     * @param raw also gets the text of smaps; null for nobody
     */
    Optional<Reading> read(@Nullable OutputStream raw) {
        table.clear();
        boolean there = raw == null ? proc.smaps(pid, table) : proc.smaps(pid, table, raw);
        if (!there || table.size() == 0) {
            return Optional.empty();
        }
        stacks.refresh(table);
        roles = MappingRoles.assign(table, stacks, shapes, owners);
        Reading reading = new Reading(new HashMap<>(), new HashMap<>());
        for (int i = 0; i < roles.length; i++) {
            RegionUse use = new RegionUse(table.footprint(i), table.rss(i), table.length(i), 1);
            if (roles[i].kind() == RegionKind.SHARED_MEMORY) {
                reading.shared.merge(
                        new SharedObject(table.device(i), table.inode(i), roles[i].name()),
                        use,
                        RegionUse::plus);
            } else {
                reading.regions.merge(
                        new RegionKey(role, roles[i].kind(), roles[i].name()),
                        use,
                        RegionUse::plus);
            }
        }
        return Optional.of(reading);
    }

    /** Shows the mappings of the last look, until the next one. */
    ProcessLayout layout() {
        return new ProcessLayout(
                pid, role, table, roles, stacks, owners, memory, shapes.wordSize());
    }

    /**
     * Holds what one process has.
     *
     * @param regions its own
     * @param shared what other processes may have too
     */
    record Reading(Map<RegionKey, RegionUse> regions, Map<SharedObject, RegionUse> shared) {}

    /** Names one piece of shared memory. */
    record SharedObject(long device, long inode, String name) {}

    /** The program's ELF class; empty when the process, and with it the link, is gone. */
    private static OptionalInt wordSize(int pid) {
        ByteBuffer start = ByteBuffer.allocate(EI_CLASS + 1);
        try (FileChannel program =
                FileChannel.open(Path.of("/proc/" + pid + "/exe"), StandardOpenOption.READ)) {
            program.read(start);
            return OptionalInt.of(start.get(EI_CLASS) == ELFCLASS32 ? 4 : 8);
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
