package dev.leakgate.region;

import dev.leakgate.linux.ProcReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stack of each thread by its stack pointer, and remembers it: a thread that runs when we
 * look shows none.
 *
 * <p>A stack has an inaccessible mapping below it. Not so since glibc 2.42 on Linux 6.13 and later,
 * whose guards are no mappings (MADV_GUARD_INSTALL), so that the stacks of many threads are one
 * mapping; then the thread's control block tells.
 */
final class ThreadStacks {

    /** The largest guard of a thread that a core of gdb's, in which it looks readable, may show. */
    private static final long LARGEST_GUARD = 64 << 10;

    private final @Nullable ProcReader proc;
    private final int pid;
    private final ControlBlocks blocks;
    private final Map<Integer, Long> lowestByTid = new HashMap<>();
    private final Map<Integer, String> threadByMapping = new TreeMap<>();
    private final Map<Integer, Integer> tidByMapping = new HashMap<>();
    private final Map<Integer, TreeSet<String>> threadsByCommonMapping = new TreeMap<>();
    private final Map<Long, String> threadByBlock = new TreeMap<>();
    private String mainThread = "";

    ThreadStacks(ProcReader proc, int pid, ControlBlocks blocks) {
        this.proc = proc;
        this.pid = pid;
        this.blocks = blocks;
    }

    private ThreadStacks(int pid, ControlBlocks blocks) {
        this.proc = null;
        this.pid = pid;
        this.blocks = blocks;
    }

    /** Finds the stacks of a frozen process, once for all. */
    static ThreadStacks ofFrozen(
            int pid, List<FrozenThread> threads, MappingTable table, ControlBlocks blocks) {
        ThreadStacks stacks = new ThreadStacks(pid, blocks);
        for (FrozenThread thread : threads) {
            if (thread.tid() == pid) {
                stacks.mainThread = thread.name();
            }
            int mapping = table.indexOf(thread.stackPointer());
            if (mapping < 0 || !table.isPrivateAnonymous(mapping)) {
                continue;
            }
            if (hasGuard(table, mapping) || hasReadableGuard(table, mapping)) {
                stacks.put(mapping, thread.tid(), thread.name());
            } else {
                stacks.putCommon(table, mapping, thread.stackPointer(), thread.name());
            }
        }
        return stacks;
    }

    /** Looks at the threads that are there now. */
    void refresh(MappingTable table) {
        if (proc == null) {
            return;
        }
        threadByMapping.clear();
        tidByMapping.clear();
        threadsByCommonMapping.clear();
        threadByBlock.clear();
        Set<Integer> alive = new HashSet<>(proc.tids(pid));
        lowestByTid.keySet().retainAll(alive);
        for (int tid : alive) {
            String name = proc.threadName(pid, tid).orElse("");
            if (tid == pid) {
                mainThread = name;
            }
            var stackPointer = proc.stackPointer(pid, tid);
            long inside =
                    stackPointer.isPresent()
                            ? stackPointer.getAsLong()
                            : lowestByTid.getOrDefault(tid, 0L);
            int mapping = inside == 0 ? -1 : table.indexOf(inside);
            if (mapping < 0 || !table.isPrivateAnonymous(mapping)) {
                continue;
            }
            if (hasGuard(table, mapping)) {
                lowestByTid.put(tid, table.start(mapping));
                put(mapping, tid, name);
            } else if (putCommon(table, mapping, inside, name)) {
                lowestByTid.put(tid, inside);
            }
        }
    }

    private void put(int mapping, int tid, String name) {
        threadByMapping.put(mapping, name);
        tidByMapping.put(mapping, tid);
    }

    private boolean putCommon(MappingTable table, int mapping, long stackPointer, String name) {
        long block = blocks.above(stackPointer, table.end(mapping));
        if (block == 0) {
            return false;
        }
        threadsByCommonMapping.computeIfAbsent(mapping, m -> new TreeSet<>()).add(name);
        threadByBlock.put(block, name);
        return true;
    }

    /**
     * Returns the names of the threads that have their stacks in a mapping that several may share;
     * empty when it holds none.
     */
    String threadsOfCommon(int mapping) {
        return String.join(", ", threadsByCommonMapping.getOrDefault(mapping, new TreeSet<>()));
    }

    /** Returns the threads whose stacks lie in such mappings, by their control blocks. */
    Map<Long, String> byControlBlock() {
        return threadByBlock;
    }

    /** Returns the thread whose stack a mapping is; 0 when it is none. */
    int tid(int mapping) {
        return tidByMapping.getOrDefault(mapping, 0);
    }

    /** Returns the mappings that are stacks, with their threads' names. */
    Map<Integer, String> byMapping() {
        return threadByMapping;
    }

    String mainThread() {
        return mainThread;
    }

    private static boolean hasReadableGuard(MappingTable table, int mapping) {
        return table.follows(mapping)
                && table.inode(mapping - 1) == 0
                && table.length(mapping - 1) <= LARGEST_GUARD
                && table.length(mapping) > LARGEST_GUARD;
    }

    /** Says whether an inaccessible mapping without a file lies right below. */
    static boolean hasGuard(MappingTable table, int mapping) {
        return table.follows(mapping)
                && !table.accessible(mapping - 1)
                && table.inode(mapping - 1) == 0;
    }
}
