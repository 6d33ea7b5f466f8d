package dev.leakgate.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows a process that somebody else started, with its descendants. Those that outlive their
 * parent are still known by having been seen.
 *
 * <p>Not thread-safe.
 */
public final class ProcessFamily implements AutoCloseable {

    private final ProcReader proc = new ProcReader();
    private final ProcessId root;
    private final Map<Integer, ProcessId> known = new HashMap<>();

    private ProcessFamily(ProcessId root) {
        this.root = root;
        known.put(root.pid(), root);
    }

    /**
     * Begins to follow a process that we may look into.
     *
     * @throws CaptureRefusedException when there is none of that number, it has no memory of its
     *     own, or it is closed to us
     */
    public static ProcessFamily of(int pid) {
        try (ProcReader proc = new ProcReader()) {
            var unused = ProcessWord.check(pid, proc);
            return proc.stat(pid)
                    .map(stat -> new ProcessFamily(stat.id()))
                    .orElseThrow(() -> CaptureRefusedException.ended(pid));
        }
    }

    /** Returns the process that was named. */
    public ProcessId root() {
        return root;
    }

    /** Returns those that run now, the one that was named first while it does. */
    public List<ProcessId> members() {
        Map<Integer, ProcStat> all = new HashMap<>();
        for (int pid : proc.pids()) {
            proc.stat(pid).filter(stat -> !stat.zombie()).ifPresent(stat -> all.put(pid, stat));
        }
        known.values()
                .removeIf(id -> !all.containsKey(id.pid()) || !all.get(id.pid()).id().equals(id));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (ProcStat process : all.values()) {
                if (known.containsKey(process.ppid())
                        && !ForkedCopies.contains(process.pid())
                        && known.putIfAbsent(process.pid(), process.id()) == null) {
                    grew = true;
                }
            }
        }
        List<ProcessId> members = new ArrayList<>(known.values());
        members.sort((a, b) -> Integer.compare(order(a), order(b)));
        return members;
    }

    private int order(ProcessId process) {
        return process.equals(root) ? 0 : process.pid();
    }

    @Override
    public void close() {
        proc.close();
    }
}
