package dev.leakgate.linux;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the copies that we hold of processes, which are none of the service's own. */
final class ForkedCopies {

    private static final Set<Integer> PIDS = ConcurrentHashMap.newKeySet();

    private ForkedCopies() {}

    static void add(int pid) {
        PIDS.add(pid);
    }

    static void remove(int pid) {
        PIDS.remove(pid);
    }

    static boolean contains(int pid) {
        return PIDS.contains(pid);
    }
}
