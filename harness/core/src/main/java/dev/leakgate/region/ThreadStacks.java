package dev.leakgate.region;

import dev.leakgate.linux.ProcReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the stack of each thread by its stack pointer, and remembers it: a thread that runs when we
 * look shows none.
 */
final class ThreadStacks {

    private final ProcReader proc;
    private final int pid;
    private final Map<Integer, Long> lowestByTid = new HashMap<>();
    private final Map<Integer, String> threadByMapping = new TreeMap<>();
    private String mainThread = "";

    ThreadStacks(ProcReader proc, int pid) {
        this.proc = proc;
        this.pid = pid;
    }

    /** Looks at the threads that are there now. */
    void refresh(MappingTable table) {
        threadByMapping.clear();
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
            if (mapping >= 0 && table.isPrivateAnonymous(mapping) && hasGuard(table, mapping)) {
                lowestByTid.put(tid, table.start(mapping));
                threadByMapping.put(mapping, name);
            }
        }
    }

    /** Returns the mappings that are stacks, with their threads' names. */
    Map<Integer, String> byMapping() {
        return threadByMapping;
    }

    String mainThread() {
        return mainThread;
    }

    /** Says whether an inaccessible mapping without a file lies right below. */
    static boolean hasGuard(MappingTable table, int mapping) {
        return table.follows(mapping)
                && !table.accessible(mapping - 1)
                && table.inode(mapping - 1) == 0;
    }
}
