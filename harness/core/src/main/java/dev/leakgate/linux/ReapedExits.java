package dev.leakgate.linux;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the exit statuses of children that ended while they were traced: the tracer's look at such
 * a child is also its parent's, and the kernel tells it only once. Used on the {@link
 * NativeThread}.
 */
final class ReapedExits {

    private static final Map<Integer, Integer> STATUSES = new HashMap<>();

    private ReapedExits() {}

    /** Keeps a status of {@link Ptrace#look}, if it is that of a process that we launched. */
    static void keep(int tid, int status) {
        if (status != Ptrace.NO_TRACEE && LaunchedRoots.contains(tid)) {
            STATUSES.put(tid, status);
        }
    }

    static @Nullable Integer take(int pid) {
        return STATUSES.remove(pid);
    }
}
