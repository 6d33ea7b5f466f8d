package dev.leakgate.region;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives each mapping of one process its kind and its name. */
final class MappingRoles {

    private static final String ENDED = "ended threads";

    /** A role without the process: the process is the same for all. */
    record Role(RegionKind kind, String name) {}

    static final Role STACK_OF_ENDED = new Role(RegionKind.STACKS, ENDED);

    private final MappingTable table;
    private final Role[] roles;
    private final ThreadStacks stacks;

    private MappingRoles(MappingTable table, ThreadStacks stacks) {
        this.table = table;
        this.stacks = stacks;
        roles = new Role[table.size()];
    }

    /** Returns the role of each mapping of the table. */
    static Role[] assign(
            MappingTable table, ThreadStacks stacks, MallocShapes shapes, ArenaOwners owners) {
        MappingRoles assignment = new MappingRoles(table, stacks);
        assignment.named();
        assignment.stacks();
        assignment.arenas(shapes, owners);
        // After the arenas: on i386 a full heap has the size of a stack, and a reserve below it.
        assignment.stacksOfEndedThreads();
        assignment.remaining(shapes);
        return assignment.roles;
    }

    /** What the kernel's name or the file tells, and the .bss behind a module's data. */
    private void named() {
        Set<FileId> modules = new HashSet<>();
        for (int i = 0; i < table.size(); i++) {
            if (table.inode(i) != 0 && table.executable(i) && !table.shared(i)) {
                modules.add(new FileId(table.device(i), table.inode(i)));
            }
        }
        for (int i = 0; i < table.size(); i++) {
            String name = table.name(i);
            if (table.shared(i)) {
                RegionKind kind =
                        SharedMemory.isShmem(name) ? RegionKind.SHARED_MEMORY : RegionKind.FILE;
                roles[i] = new Role(kind, SharedMemory.stableName(name));
            } else if (table.inode(i) != 0) {
                boolean module = modules.contains(new FileId(table.device(i), table.inode(i)));
                roles[i] =
                        new Role(
                                module ? RegionKind.MODULE : RegionKind.FILE,
                                SharedMemory.stableName(name));
            } else if (name.equals("[heap]")) {
                roles[i] = new Role(RegionKind.HEAP, "");
            } else if (name.startsWith("[stack")) {
                roles[i] = new Role(RegionKind.STACKS, stacks.mainThread());
            } else if (name.startsWith("[") && !name.startsWith("[anon")) {
                roles[i] = new Role(RegionKind.KERNEL, name.substring(1, name.length() - 1));
            } else if (isBss(i)) {
                roles[i] = roles[i - 1];
            }
        }
    }

    private boolean isBss(int i) {
        return table.isPrivateAnonymous(i)
                && table.follows(i)
                && table.inode(i - 1) != 0
                && table.writable(i - 1)
                && isKind(i - 1, RegionKind.MODULE);
    }

    private void stacks() {
        stacks.byMapping().forEach(this::setStack);
    }

    /**
     * Those that glibc keeps for new threads: of the shape and the size of a thread's that runs.
     */
    private void stacksOfEndedThreads() {
        Set<Long> sizes = new HashSet<>();
        stacks.byMapping().keySet().forEach(mapping -> sizes.add(table.length(mapping)));
        for (int i = 1; i < table.size(); i++) {
            if (roles[i] == null
                    && table.isPrivateAnonymous(i)
                    && ThreadStacks.hasGuard(table, i)
                    && roles[i - 1] == null
                    && sizes.contains(table.length(i))) {
                setStack(i, ENDED);
            }
        }
    }

    private void setStack(int mapping, String thread) {
        roles[mapping] = new Role(RegionKind.STACKS, thread);
        roles[mapping - 1] = roles[mapping];
    }

    private void arenas(MallocShapes shapes, ArenaOwners owners) {
        Map<Integer, Long> arenaByMapping = new HashMap<>();
        Set<Long> arenas = new HashSet<>();
        for (int i = 0; i < table.size(); i++) {
            if (roles[i] == null && table.isPrivateAnonymous(i)) {
                long arena = firstArena(i, shapes, arenas);
                if (arena != 0) {
                    arenaByMapping.put(i, arena);
                }
            }
        }
        Map<Long, String> names = owners.find(table, stacks, arenas);
        arenaByMapping.forEach(
                (mapping, arena) -> {
                    Role role = new Role(RegionKind.ARENAS, names.getOrDefault(arena, ""));
                    roles[mapping] = role;
                    int reserve = mapping + 1;
                    if (reserve < table.size()
                            && table.follows(reserve)
                            && roles[reserve] == null
                            && !table.accessible(reserve)) {
                        roles[reserve] = role;
                    }
                });
    }

    /**
     * Neighbours merge: a heap may begin in the middle of a mapping, and several may share one. The
     * first gives the mapping its role; all are added to {@code arenas}.
     */
    private long firstArena(int i, MallocShapes shapes, Set<Long> arenas) {
        long first = 0;
        long end = table.end(i);
        for (long heap = shapes.heapBoundaryFrom(table.start(i));
                heap >= 0 && heap < end;
                heap += shapes.heapMax()) {
            long arena = shapes.arenaOfHeap(heap, end);
            if (arena != 0) {
                arenas.add(arena);
                first = first == 0 ? arena : first;
            }
        }
        return first;
    }

    private void remaining(MallocShapes shapes) {
        for (int i = 0; i < table.size(); i++) {
            if (roles[i] == null) {
                boolean large =
                        table.isPrivateAnonymous(i)
                                && table.rss(i) > 0
                                && shapes.beginsWithLargeChunk(table.start(i), table.length(i));
                String threads = stacks.threadsOfCommon(i);
                if (large) {
                    roles[i] = new Role(RegionKind.LARGE_ALLOCATIONS, "");
                } else if (!threads.isEmpty()) {
                    roles[i] = new Role(RegionKind.STACKS, threads);
                } else {
                    roles[i] = new Role(RegionKind.ANONYMOUS, givenName(table.name(i)));
                }
            }
        }
    }

    /** The name that PR_SET_VMA_ANON_NAME gave. */
    private static String givenName(String name) {
        return name.startsWith("[anon:")
                ? name.substring("[anon:".length(), name.length() - 1)
                : "";
    }

    private boolean isKind(int i, RegionKind kind) {
        return roles[i] != null && roles[i].kind() == kind;
    }

    private record FileId(long device, long inode) {}
}
