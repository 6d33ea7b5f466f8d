package dev.leakgate.linux;

import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Holds a copy-on-write copy of a running process, made by having the process fork. The process
 * stands for milliseconds; the copy never runs, and is ended by {@link #close}.
 *
 * <p>Read it through {@link ProcMemory}: process_vm_readv would un-share each page that it reads.
 * Whatever becomes of us, the process goes on, with its own registers and mask.
 */
public final class ForkedCopy implements AutoCloseable {

    private static final int SELF = (int) ProcessHandle.current().pid();
    private static final CaptureStep.Listener NOBODY = step -> {};

    /* sched.h */
    private static final int CLONE_FILES = 0x400;
    private static final int CLONE_PARENT = 0x8000;

    /** How often a process may become another one while we look at it. */
    private static final int ATTEMPTS = 3;

    private static final Duration LOADING = Duration.ofMillis(5);
    private static final Duration END_OF_COPY = Duration.ofSeconds(10);

    private final int original;
    private final int pid;
    private final boolean ours;
    private final CaptureStep.Listener listener;
    private final List<ThreadState> threads;
    private final Duration pause;
    private boolean closed;

    private ForkedCopy(
            int original,
            int pid,
            boolean ours,
            CaptureStep.Listener listener,
            List<ThreadState> threads,
            Duration pause) {
        this.original = original;
        this.pid = pid;
        this.ours = ours;
        this.listener = listener;
        this.threads = threads;
        this.pause = pause;
    }

    /**
     * Copies a process.
     *
     * @throws CaptureRefusedException when it cannot be copied, with the cause and what would help;
     *     it goes on
     */
    public static ForkedCopy of(int pid) {
        return of(pid, NOBODY);
    }

    static ForkedCopy of(int pid, CaptureStep.Listener listener) {
        WarmUp.once();
        return make(pid, listener);
    }

    static ForkedCopy make(int pid, CaptureStep.Listener listener) {
        try (ProcReader proc = new ProcReader()) {
            for (int attempt = 1; ; attempt++) {
                TracePermission.check(pid, proc);
                CopyPrecondition.check(pid);
                CopyReaper.reapLeftovers(pid, proc);
                ForkedCopy copy = attempt(pid, proc, attempt == ATTEMPTS, listener);
                if (copy != null) {
                    return copy;
                }
                if (attempt == ATTEMPTS) {
                    throw new CaptureRefusedException(
                            "process " + pid + " keeps becoming another program by exec",
                            "take the capture again when it runs the service itself");
                }
            }
        }
    }

    /** Makes one attempt; null when the process has become another program meanwhile. */
    private static @Nullable ForkedCopy attempt(
            int pid, ProcReader proc, boolean last, CaptureStep.Listener listener) {
        int eye = TracePermission.eye(pid, proc);
        boolean is32 = ProcessWord.of(eye) == WordSize.BITS_32;
        TargetCode code = TargetCode.find(eye, is32, proc);
        if (code == null && proc.stat(pid).isEmpty()) {
            throw CaptureRefusedException.ended(pid);
        }
        if (code == null && !last) {
            // A program that has just begun has not loaded its libraries yet.
            LockSupport.parkNanos(LOADING.toNanos());
            return null;
        }
        if (code == null && !proc.maps(eye, entry -> {})) {
            throw CaptureRefusedException.ended(pid);
        }
        if (code == null) {
            throw new CaptureRefusedException(
                    "process "
                            + pid
                            + " has no code by which it could find back if we are killed"
                            + " meanwhile",
                    "use another way to capture it");
        }
        boolean ours = proc.stat(pid).filter(stat -> stat.ppid() == SELF).isPresent();
        int expected = proc.tids(pid).size();
        return NativeThread.call(() -> copy(pid, eye, code, ours, expected, listener));
    }

    private static @Nullable ForkedCopy copy(
            int pid,
            int eye,
            TargetCode code,
            boolean ours,
            int expected,
            CaptureStep.Listener listener)
            throws IOException {
        int memory = CopyReaper.openMemory(eye);
        try (Urgency urgency = new Urgency();
                ThreadStops stops = new ThreadStops(pid, expected, listener);
                SyscallInjection injection =
                        new SyscallInjection(pid, stops, code, memory, listener)) {
            urgency.begin();
            long began = System.nanoTime();
            stops.stopAll();
            if (!injection.isPossible()) {
                return null;
            }
            if (!injection.choose()) {
                throw new CaptureRefusedException(
                        "no thread of process "
                                + pid
                                + " has room on its stack for the call that"
                                + " copies it",
                        "use another way to capture it");
            }
            long result;
            try {
                result = injection.clone(CLONE_FILES | (ours ? CLONE_PARENT : 0));
            } finally {
                stops.releaseAll();
                if (injection.copy() != 0) {
                    bind(injection.copy(), listener);
                }
            }
            Duration pause = Duration.ofNanos(System.nanoTime() - began);
            if (injection.copy() == 0) {
                throw CopyPrecondition.refused(pid, result);
            }
            List<ThreadState> threads = ThreadState.released(pid, stops.slots());
            return new ForkedCopy(pid, injection.copy(), ours, listener, threads, pause);
        } finally {
            Kernel.close(memory);
        }
    }

    /** Ties the copy to us: it is the first to go when memory is short, and goes when we do. */
    private static void bind(int copy, CaptureStep.Listener listener) throws IOException {
        ForkedCopies.add(copy);
        try (Pause pause = new Pause()) {
            long deadline = System.nanoTime() + END_OF_COPY.toNanos();
            int status = Ptrace.look(copy);
            while (status == Ptrace.NOTHING && System.nanoTime() < deadline) {
                pause.nap();
                status = Ptrace.look(copy);
            }
        }
        listener.reached(CaptureStep.COPY_STOPPED);
        Ptrace.setOptions(copy, Ptrace.EXIT_KILL);
        listener.reached(CaptureStep.COPY_BOUND);
        Path score = Path.of("/proc/" + copy + "/oom_score_adj");
        if (Files.exists(score)) {
            Files.writeString(score, "1000", StandardCharsets.US_ASCII);
        }
    }

    /** Returns the copy's pid. */
    public int pid() {
        return pid;
    }

    /** Returns the pid of the process that was copied. */
    public int original() {
        return original;
    }

    /** Lists the threads of the process as they stood, the main thread first. */
    public List<ThreadState> threads() {
        return threads;
    }

    /** Returns how long the process stood, from the first stop to the last release. */
    public Duration pause() {
        return pause;
    }

    /** Ends the copy, and has it reaped. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        NativeThread.call(
                () -> {
                    Kernel.kill(pid, Signal.SIGKILL);
                    listener.reached(CaptureStep.COPY_KILLED);
                    awaitEnd();
                    return true;
                });
        if (!ours) {
            CopyReaper.reap(original, pid, listener);
        }
        listener.reached(CaptureStep.REAPED);
        ForkedCopies.remove(pid);
    }

    private void awaitEnd() {
        try (Pause pause = new Pause()) {
            long deadline = System.nanoTime() + END_OF_COPY.toNanos();
            int status = Ptrace.look(pid);
            while (status == Ptrace.NOTHING
                    || (status != Ptrace.NO_TRACEE && WaitStatus.stopped(status))) {
                if (System.nanoTime() - deadline > 0) {
                    return;
                }
                pause.nap();
                status = Ptrace.look(pid);
            }
        }
    }
}
