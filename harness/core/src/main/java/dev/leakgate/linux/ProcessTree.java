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
import java.util.concurrent.locks.LockSupport;
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
    private final int ownSession;
    private final @Nullable Path rootExecutable;
    private final Map<Integer, ProcessId> known = new HashMap<>();
    private final Set<Integer> watched = new HashSet<>();

    /**
     * Follows a process that was just started.
     *
     * @param executable its program, by which an adopted daemon is recognised
     */
    public ProcessTree(ChildProcess root, Path executable, ProcReader proc) {
        this(root, executable, proc, proc.stat(root.pid()).map(ProcStat::startTicks).orElse(0L));
    }

    /** Follows it as if it had started then, in ticks of the kernel's clock. */
    ProcessTree(ChildProcess root, Path executable, ProcReader proc, long rootStart) {
        this.root = root;
        this.proc = proc;
        rootExecutable = realPath(executable);
        this.rootStart = rootStart;
        ownSession = proc.stat(SELF).map(ProcStat::session).orElse(0);
        known.put(root.pid(), new ProcessId(root.pid(), rootStart));
        if (rootExecutable != null) {
            LaunchedRoots.runs(root, rootExecutable, rootStart);
        }
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
        List<ProcStat> all = new ArrayList<>();
        for (int pid : proc.pids()) {
            proc.stat(pid).ifPresent(all::add);
        }
        Map<Integer, ProcessId> found = new HashMap<>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (ProcStat process : all) {
                if (!found.containsKey(process.pid()) && belongs(process, found.keySet())) {
                    found.put(process.pid(), process.id());
                    grew = true;
                }
            }
        }
        known.clear();
        known.putAll(found);
        List<ProcessId> running = new ArrayList<>();
        for (ProcStat process : all) {
            if (!found.containsKey(process.pid())) {
                continue;
            }
            if (process.zombie()) {
                reapIfAdopted(process);
            } else {
                running.add(process.id());
                watchIfOutOfSession(process);
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
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            root.exitStatus();
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

    private boolean belongs(ProcStat process, Set<Integer> found) {
        if (ForkedCopies.contains(process.pid())) {
            return false;
        }
        ProcessId before = known.get(process.pid());
        return (before != null && before.startTicks() == process.startTicks())
                || process.session() == root.pid()
                || found.contains(process.ppid())
                || isAdoptedDaemon(process);
    }

    /**
     * A daemon has left our session: what is in it, or in another's, we started for other ends. Of
     * several launches of one program it is the latest before it began.
     */
    private boolean isAdoptedDaemon(ProcStat process) {
        return process.ppid() == SELF
                && process.session() != ownSession
                && !LaunchedRoots.contains(process.session())
                && process.startTicks() >= rootStart
                && rootExecutable != null
                && !LaunchedRoots.contains(process.pid())
                // A shell too: it would pass for the daemon of a service that is one.
                && process.pid() != Watchdog.get().pid()
                && !LaunchedRoots.launchedBetween(rootExecutable, rootStart, process.startTicks())
                && rootExecutable.equals(realPath(Path.of("/proc/" + process.pid() + "/exe")));
    }

    private void watchIfOutOfSession(ProcStat process) {
        if (process.session() != root.pid() && watched.add(process.pid())) {
            Watchdog.get().watchProcess(process.id());
        }
    }

    private void reapIfAdopted(ProcStat process) {
        if (process.pid() != root.pid() && process.ppid() == SELF) {
            NativeThread.call(() -> Kernel.reap(process.pid()));
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
}
