package dev.leakgate.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Traces a process that we launched until a signal is about to end it, lets it stand then, and
 * tells a witness, which may freeze it as any other process; afterwards the signal ends it.
 *
 * <p>For machines whose kernel hands cores to a program that nobody here can ask. All threads are
 * traced, those that are born too; each of their signals stops them for a moment, and a call that
 * such a signal interrupts answers EINTR. A child process is not traced.
 */
public final class FatalSignalWatch implements AutoCloseable {

    /** Is told that a process stands. */
    @FunctionalInterface
    public interface Witness {

        /**
         * Looks at the process, which nobody traces meanwhile.
         *
         * @param thread the thread that got the signal
         * @param signal what will end it
         */
        void stands(int pid, int thread, int signal);
    }

    private static final long EVERY_NANOS = 1_000_000;
    private static final Duration TO_STAND = Duration.ofMillis(500);

    /** Signals that leave a core: QUIT, ILL, TRAP, ABRT, BUS, FPE, SEGV, XCPU, XFSZ, SYS. */
    private static final Set<Integer> LEAVE_A_CORE = Set.of(3, 4, 5, 6, 7, 8, 11, 24, 25, 31);

    /** Signals that stop a whole process: STOP, TSTP, TTIN, TTOU. */
    private static final Set<Integer> STOP_ALL = Set.of(Signal.SIGSTOP, 20, 21, 22);

    /** Those that watch, by process. Used on the {@link NativeThread}. */
    private static final Map<Integer, FatalSignalWatch> WATCHES = new HashMap<>();

    private final int pid;
    private final Witness witness;
    private final Thread thread;
    private final Set<Integer> traced = new HashSet<>();
    private final Queue<Integer> heard = new ArrayDeque<>();
    private volatile boolean closed;

    private FatalSignalWatch(int pid, Witness witness) {
        this.pid = pid;
        this.witness = witness;
        thread = new Thread(this::watch, "leakgate-crash-watch");
        thread.setDaemon(true);
    }

    /** Begins to trace a process that was started standing, and lets it go. */
    public static FatalSignalWatch start(ChildProcess process, Witness witness) {
        FatalSignalWatch watch = new FatalSignalWatch(process.pid(), witness);
        long deadline = System.nanoTime() + TO_STAND.toNanos();
        while (!stands(watch.pid) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(EVERY_NANOS / 4);
        }
        NativeThread.call(watch::seize);
        watch.thread.start();
        Kernel.kill(watch.pid, Signal.SIGCONT);
        return watch;
    }

    private static boolean stands(int pid) {
        try (ProcReader proc = new ProcReader()) {
            return proc.stat(pid).map(stat -> stat.state() == 'T').orElse(true);
        }
    }

    private boolean seize() {
        boolean seized = Ptrace.seize(pid, Ptrace.TRACE_CLONE) == 0;
        if (seized) {
            traced.add(pid);
            WATCHES.put(pid, this);
        }
        return seized;
    }

    /**
     * Takes a stop that somebody else's look at the child brought; false when nobody watches it.
     */
    static boolean hears(int pid, int status) {
        FatalSignalWatch watch = WATCHES.get(pid);
        return watch != null && watch.heard.add(status);
    }

    private void watch() {
        while (!closed) {
            Fatal fatal = NativeThread.call(this::look);
            if (fatal != null) {
                atFatal(fatal);
                return;
            }
            if (NativeThread.call(traced::isEmpty)) {
                break;
            }
            LockSupport.parkNanos(EVERY_NANOS);
        }
        NativeThread.call(() -> letAllGo(0, 0));
    }

    private void atFatal(Fatal fatal) {
        NativeThread.call(() -> letAllGo(fatal.tid, Signal.SIGSTOP));
        try {
            witness.stands(pid, fatal.tid, fatal.signal);
        } finally {
            Kernel.kill(pid, fatal.signal);
            Kernel.kill(pid, Signal.SIGCONT);
        }
    }

    /** Lets all threads that stopped go on, up to one that must not. */
    private @Nullable Fatal look() {
        while (true) {
            Integer own = heard.poll();
            int tid = own == null ? Ptrace.lookAtGroup(pid) : pid;
            if (tid <= 0) {
                return null;
            }
            int status = own == null ? Ptrace.groupStatus() : own;
            int signal = WaitStatus.signal(status);
            if (!WaitStatus.stopped(status)) {
                traced.remove(tid);
                ReapedExits.keep(tid, status);
            } else if (LEAVE_A_CORE.contains(signal) && endsIt(tid, signal)) {
                return new Fatal(tid, signal);
            } else if (WaitStatus.onRequest(status)) {
                traced.add(tid);
                if (STOP_ALL.contains((status >> 8) & 0xff)) {
                    Ptrace.listen(tid);
                } else {
                    Ptrace.goOn(tid, 0);
                }
            } else {
                traced.add(tid);
                Ptrace.goOn(tid, signal);
            }
        }
    }

    /** Says whether no handler takes a signal, and nobody ignores it. */
    private static boolean endsIt(int tid, int signal) {
        long bit = 1L << (signal - 1);
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + tid + "/status"))) {
                if (line.startsWith("SigCgt:") || line.startsWith("SigIgn:")) {
                    if ((Long.parseUnsignedLong(line.substring(7).strip(), 16) & bit) != 0) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException | NumberFormatException gone) {
            return false;
        }
    }

    /**
     * Ends the trace.
     *
     * @param standing a thread that stands at a signal; 0 for none
     * @param instead the signal that it gets instead
     */
    private boolean letAllGo(int standing, int instead) {
        WATCHES.remove(pid);
        Set<Integer> others = new HashSet<>(traced);
        try (ProcReader proc = new ProcReader()) {
            // Those too that were born into the trace and have not been heard of.
            others.addAll(proc.tids(pid));
        }
        if (standing != 0) {
            others.remove(standing);
            Ptrace.detach(standing, instead);
        }
        others.forEach(Ptrace::interrupt);
        long deadline = System.nanoTime() + TO_STAND.toNanos();
        while (!others.isEmpty() && System.nanoTime() < deadline) {
            others.removeIf(FatalSignalWatch::letGo);
        }
        others.forEach(Stragglers::add);
        traced.clear();
        return true;
    }

    private static boolean letGo(int tid) {
        int status = Ptrace.look(tid);
        if (status == Ptrace.NOTHING) {
            return false;
        }
        if (status == Ptrace.NO_TRACEE || !WaitStatus.stopped(status)) {
            ReapedExits.keep(tid, status);
            return true;
        }
        return Ptrace.detach(tid, WaitStatus.signal(status));
    }

    /** Ends the trace; waits for a witness that looks just now. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Fatal(int tid, int signal) {}
}
