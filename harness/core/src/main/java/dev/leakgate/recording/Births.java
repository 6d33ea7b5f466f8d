package dev.leakgate.recording;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcessId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the processes that a service starts between two snapshots: children of its own, and those
 * of its session whose parent has gone. It looks at a process once, and at none while the kernel
 * has given no new number.
 *
 * <p>A daemon that left both its parent and its session is found by the next snapshot only.
 */
final class Births {

    private final ProcReader proc;
    private final Map<Integer, ProcessId> members = new LinkedHashMap<>();
    private Set<Integer> seen = new HashSet<>();
    private int lastPid = -1;

    Births(ProcReader proc) {
        this.proc = proc;
    }

    /** Begins with the processes that a service is known to have. */
    void begin(List<ProcessId> known) {
        members.clear();
        known.forEach(process -> members.put(process.pid(), process));
        // What was born meanwhile is in it, or is to be found.
        lastPid = -1;
    }

    /** Looks for new ones and returns all, those that ended since included. */
    List<ProcessId> now() {
        int last = proc.lastPid().orElse(-1);
        if (last < 0 || last != lastPid) {
            lastPid = last;
            adopt(strangers());
        }
        return List.copyOf(members.values());
    }

    private List<ProcStat> strangers() {
        List<ProcStat> strangers = new ArrayList<>();
        Set<Integer> present = new HashSet<>(proc.pids());
        for (int pid : present) {
            if (!seen.contains(pid)) {
                proc.stat(pid).ifPresent(strangers::add);
            }
        }
        seen = present;
        return strangers;
    }

    private void adopt(List<ProcStat> strangers) {
        boolean grew = true;
        while (grew) {
            grew = false;
            for (ProcStat process : strangers) {
                boolean ours =
                        members.containsKey(process.ppid())
                                || members.containsKey(process.session());
                if (ours && members.putIfAbsent(process.pid(), process.id()) == null) {
                    grew = true;
                }
            }
        }
    }
}
