package dev.leakgate.region;

import dev.leakgate.region.MappingRoles.Role;
import dev.leakgate.units.Memory;

/**
 * Shows the mappings of one process with their regions, in order of address, and gives access to
 * its memory.
 *
 * <p>A view of the last look: it is valid until the next one.
 */
public final class ProcessLayout {

    private final int pid;
    private final String role;
    private final MappingTable table;
    private final Role[] roles;
    private final ThreadStacks stacks;
    private final ArenaOwners owners;
    private final Memory memory;
    private final int wordSize;

    ProcessLayout(
            int pid,
            String role,
            MappingTable table,
            Role[] roles,
            ThreadStacks stacks,
            ArenaOwners owners,
            Memory memory,
            int wordSize) {
        this.pid = pid;
        this.role = role;
        this.table = table;
        this.roles = roles;
        this.stacks = stacks;
        this.owners = owners;
        this.memory = memory;
        this.wordSize = wordSize;
    }

    /** Returns the process id. */
    public int pid() {
        return pid;
    }

    /**
     * Returns the role that the keys of its regions carry; empty when the service is one process.
     */
    public String role() {
        return role;
    }

    /** Returns the bytes of a pointer: 8 or 4. */
    public int wordSize() {
        return wordSize;
    }

    /** Returns the memory; it is closed by whom the layout came from. */
    public Memory memory() {
        return memory;
    }

    /** Returns the number of mappings. */
    public int size() {
        return table.size();
    }

    /** Returns the first address of a mapping. */
    public long start(int mapping) {
        return table.start(mapping);
    }

    /** Returns the address behind the last one of a mapping. */
    public long end(int mapping) {
        return table.end(mapping);
    }

    /** Returns the bytes of a mapping that are resident, or that a core holds. */
    public long rss(int mapping) {
        return table.rss(mapping);
    }

    /** Returns what a mapping adds to the footprint of its region, in bytes. */
    public long footprint(int mapping) {
        return table.footprint(mapping);
    }

    /** Prints the mode as {@code maps} does: {@code rw-p}. */
    public String mode(int mapping) {
        return (table.readable(mapping) ? "r" : "-")
                + (table.writable(mapping) ? "w" : "-")
                + (table.executable(mapping) ? "x" : "-")
                + (table.shared(mapping) ? "s" : "p");
    }

    /** Says whether the process may read, write or execute a mapping: not so a guard, a reserve. */
    public boolean accessible(int mapping) {
        return table.accessible(mapping);
    }

    /** Returns the id of the thread whose stack a mapping is; 0 when it is no thread's. */
    public int thread(int mapping) {
        return stacks.tid(mapping);
    }

    /** Says whether a mapping is a stack that glibc keeps of a thread that ended. */
    public boolean isOfEndedThread(int mapping) {
        return roles[mapping].equals(MappingRoles.STACK_OF_ENDED);
    }

    /** Says whether the process may write to a mapping, and shares it with none. */
    public boolean privateWritable(int mapping) {
        return table.writable(mapping) && !table.shared(mapping);
    }

    /** Returns the kernel's name of a mapping; empty when it has none. */
    public String name(int mapping) {
        return table.name(mapping);
    }

    /** Returns what a mapping is for. */
    public RegionKind kind(int mapping) {
        return roles[mapping].kind();
    }

    /** Returns the region that a mapping is a part of. */
    public RegionKey region(int mapping) {
        return new RegionKey(role, roles[mapping].kind(), roles[mapping].name());
    }

    /** Returns the mapping that has an address, −1 when none has. */
    public int indexOf(long address) {
        return table.indexOf(address);
    }

    /** Returns the region of a thread arena, by the names of the threads that use it. */
    public RegionKey arenaRegion(long arena) {
        return new RegionKey(role, RegionKind.ARENAS, owners.threadsOf(arena));
    }
}
