package dev.leakgate.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a launched process and all that came of it: children, workers that changed their user,
 * daemons that left its session.
 *
 * <p>A daemon is found because we adopt orphans (PR_SET_CHILD_SUBREAPER). Not thread-safe.
 */
public final class ProcessTree {

    private static final int SELF = (int) ProcessHandle.current().pid();

    private final ChildProcess root;
    private final ProcReader proc;
    private final long rootStart;
    private final @Nullable Path rootExecutable;
    private final Map<Integer, ProcessId> known = new HashMap<>();
    private final Set<Integer> watched = new HashSet<>();

    /**
     * Follows a process that was just started.
     *
     * @param executable its program, by which an adopted daemon is recognised
     */
    public ProcessTree(ChildProcess root, Path executable, ProcReader proc) {
        this.root = root;
        this.proc = proc;
        rootExecutable = realPath(executable);
        rootStart = proc.stat(root.pid()).map(ProcStat::startTicks).orElse(0L);
        known.put(root.pid(), new ProcessId(root.pid(), rootStart));
    }

    /** Returns the process that was launched. */
    public ProcessId root() {
        return new ProcessId(root.pid(), rootStart);
    }

    /**
     * Looks again and returns the processes that run, the launched one first while it does, the
     * others by pid. Zombies are not among them; those that we adopted are reaped.
     */
    public List<ProcessId> members() {
        List<Entry> all = new ArrayList<>();
        for (int pid : proc.pids()) {
            proc.stat(pid).ifPresent(stat -> all.add(new Entry(pid, stat)));
        }
        Map<Integer, ProcessId> found = new HashMap<>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Entry entry : all) {
                if (!found.containsKey(entry.pid) && belongs(entry, found.keySet())) {
                    found.put(entry.pid, entry.id());
                    grew = true;
                }
            }
        }
        known.clear();
        known.putAll(found);
        List<ProcessId> running = new ArrayList<>();
        for (Entry entry : all) {
            if (!found.containsKey(entry.pid)) {
                continue;
            }
            if (entry.isZombie()) {
                reapIfAdopted(entry);
            } else {
                running.add(entry.id());
                watchIfOutOfSession(entry);
            }
        }
        running.sort((a, b) -> Integer.compare(order(a), order(b)));
        return running;
    }

    /** Sends SIGKILL to all of them until none runs. */
    public void kill() {
        root.signalGroup(Signal.SIGKILL);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        List<ProcessId> left = members();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            signal(left, Signal.SIGKILL);
            root.awaitExit(Duration.ofMillis(5));
            left = members();
        }
    }

    /** Sends a signal to processes that still are the ones named. */
    public void signal(Collection<ProcessId> processes, int signal) {
        for (ProcessId process : processes) {
            if (process.pid() == root.pid()) {
                root.signal(signal);
            } else {
                signal(process, signal);
            }
        }
    }

    /** Returns the parent of a process that runs. */
    public Optional<Integer> parent(ProcessId process) {
        return proc.stat(process.pid()).map(ProcStat::ppid);
    }

    private void signal(ProcessId process, int signal) {
        int pidfd;
        try {
            pidfd = Kernel.pidfdOpen(process.pid());
        } catch (KernelException ended) {
            return;
        }
        try {
            boolean same =
                    proc.stat(process.pid())
                            .filter(stat -> stat.startTicks() == process.startTicks())
                            .isPresent();
            if (same && pidfd >= 0) {
                Kernel.pidfdSignal(pidfd, process.pid(), signal);
            } else if (same) {
                Kernel.kill(process.pid(), signal);
            }
        } finally {
            Kernel.close(pidfd);
        }
    }

    private boolean belongs(Entry entry, Set<Integer> found) {
        ProcessId before = known.get(entry.pid);
        return (before != null && before.startTicks() == entry.stat.startTicks())
                || entry.stat.session() == root.pid()
                || found.contains(entry.stat.ppid())
                || isAdoptedDaemon(entry);
    }

    private boolean isAdoptedDaemon(Entry entry) {
        return entry.stat.ppid() == SELF
                && entry.stat.startTicks() >= rootStart
                && rootExecutable != null
                && !LaunchedRoots.contains(entry.pid)
                && rootExecutable.equals(realPath(Path.of("/proc/" + entry.pid + "/exe")));
    }

    private void watchIfOutOfSession(Entry entry) {
        if (entry.stat.session() != root.pid() && watched.add(entry.pid)) {
            Watchdog.get().watchProcess(entry.id());
        }
    }

    private void reapIfAdopted(Entry entry) {
        if (entry.pid != root.pid() && entry.stat.ppid() == SELF) {
            NativeThread.call(() -> Kernel.reap(entry.pid));
        }
    }

    private int order(ProcessId process) {
        return process.pid() == root.pid() ? 0 : process.pid();
    }

    private static @Nullable Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return Files.exists(path) ? path : null;
        }
    }

    private record Entry(int pid, ProcStat stat) {

        ProcessId id() {
            return new ProcessId(pid, stat.startTicks());
        }

        boolean isZombie() {
            return stat.state() == 'Z' || stat.state() == 'X';
        }
    }
}
