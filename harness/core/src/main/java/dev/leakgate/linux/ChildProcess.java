package dev.leakgate.linux;

import dev.leakgate.units.AddressSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a process that we started: it dies with the harness, and no other process can take its
 * place under its pid, since nobody reaps it but we.
 *
 * <p>Safe for use by several threads.
 */
public final class ChildProcess {

    private static final Duration SLICE = Duration.ofMillis(100);

    private final int pid;
    private final int pidfd;
    private @Nullable ExitStatus status;

    private ChildProcess(int pid, int pidfd) {
        this.pid = pid;
        this.pidfd = pidfd;
    }

    /**
     * Starts a process in a session of its own.
     *
     * <p>The limits, the address space and the parent-death signal are set by a chain of
     * prlimit(1), setarch(8) and setpriv(1), each of which becomes the next by exec and so keeps
     * the pid. The user changes last: limits may be raised by root only.
     *
     * @throws KernelException when the kernel refuses
     */
    public static ChildProcess start(SpawnSpec spec) {
        return start(spec, Spawner.hasCloseFrom());
    }

    /**
     * Leaves processes to who started them when this JVM is told to end, as by Ctrl-C: they are
     * killed at once unless told, so that none stays behind.
     *
     * @param atMost how long; what runs then is killed
     */
    public static void leaveAtEnd(Duration atMost) {
        LaunchedRoots.leave(atMost);
    }

    static ChildProcess start(SpawnSpec spec, boolean closeFromIsThere) {
        Watchdog watchdog = Watchdog.get();
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.put(Watchdog.COOKIE_VARIABLE, watchdog.cookie());
        List<String> chain = chain(spec);
        ChildProcess child =
                NativeThread.call(
                        () -> {
                            int pid =
                                    Spawner.spawn(
                                            chain,
                                            environment,
                                            spec.workingDirectory(),
                                            new Spawner.Streams(-1, spec.stdout(), spec.stderr()),
                                            closeFromIsThere);
                            watchdog.watchSession(pid);
                            return new ChildProcess(pid, Kernel.pidfdOpen(pid));
                        });
        LaunchedRoots.add(child);
        return child;
    }

    private static List<String> chain(SpawnSpec spec) {
        List<String> chain = new ArrayList<>();
        if (spec.standing()) {
            chain.addAll(
                    List.of("/bin/sh", "-c", "kill -STOP $$; exec \"$@\"", "leakgate-standing"));
        }
        UserAccount user = spec.user();
        List<String> setpriv = new ArrayList<>();
        if (user != null) {
            setpriv.addAll(
                    List.of("--reuid=" + user.uid(), "--regid=" + user.gid(), "--clear-groups"));
        }
        // Behind the change of user, which would clear it.
        setpriv.addAll(List.of("--pdeathsig", "KILL", "--"));
        Optional<Path> tool = Tools.find("setpriv");
        if (user != null && tool.isEmpty()) {
            throw new IllegalStateException(
                    "another user needs setpriv(1), which is not in PATH; install util-linux");
        }
        List<String> change = List.copyOf(setpriv);
        if (!spec.limits().isEmpty()) {
            chain.add(required("prlimit", "resource limits need prlimit(1)"));
            spec.limits().forEach(limit -> chain.add(limit.option()));
            chain.add("--");
        }
        if (spec.addressSpace() == AddressSpace.I386_3GB) {
            // The personality ADDR_LIMIT_3GB.
            chain.add(required("setarch", "a smaller address space needs setarch(8)"));
            chain.addAll(List.of("i386", "--3gb"));
        }
        tool.ifPresent(
                found -> {
                    chain.add(found.toString());
                    chain.addAll(change);
                });
        chain.add(spec.executable().toString());
        chain.addAll(spec.argv().subList(1, spec.argv().size()));
        return chain;
    }

    private static String required(String tool, String why) {
        return Tools.find(tool)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        why + ", which is not in PATH; install util-linux"))
                .toString();
    }

    /** Returns the pid, which is also that of the session and the process group. */
    public int pid() {
        return pid;
    }

    /** Returns how the process ended; empty while it runs. */
    public synchronized Optional<ExitStatus> exitStatus() {
        if (status == null) {
            int answer = NativeThread.call(() -> Kernel.reap(pid));
            if (answer == Kernel.NO_CHILD) {
                throw new IllegalStateException(
                        "process "
                                + pid
                                + " was reaped by somebody else; no thread but ours may wait on it");
            }
            if (answer != Kernel.RUNNING) {
                status = ExitStatus.ofWaitStatus(answer);
                Kernel.close(pidfd);
            }
        }
        return Optional.ofNullable(status);
    }

    /** Waits until the process ends, for a time; empty when it runs on. */
    public Optional<ExitStatus> awaitExit(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Optional<ExitStatus> exit = exitStatus();
        while (exit.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return exit;
            }
            waitForEnd(Duration.ofNanos(Math.min(left, SLICE.toNanos())));
            exit = exitStatus();
        }
        return exit;
    }

    /** Waits a little; without a pidfd, by looking every few milliseconds. */
    private void waitForEnd(Duration slice) {
        if (pidfd >= 0) {
            Kernel.pollIn(pidfd, slice.plusMillis(1));
        } else {
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Sends a signal to the process alone; false when it has ended. */
    public synchronized boolean signal(int signal) {
        return status == null && Kernel.kill(pid, signal);
    }

    /** Sends a signal to the process group that the process began; false when nobody is in it. */
    public synchronized boolean signalGroup(int signal) {
        // Once the leader is reaped, its number may belong to another group.
        return status == null && Kernel.kill(-pid, signal);
    }

    /** Tells the watchdog that all of this process's session has ended. */
    public void forget() {
        LaunchedRoots.remove(this);
        Watchdog.get().forgetSession(pid);
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
