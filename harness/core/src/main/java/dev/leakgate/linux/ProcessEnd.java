package dev.leakgate.linux;

import com.sun.jna.Memory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the end of a process that is no child of ours.
 *
 * <p>Safe for use by several threads.
 */
public final class ProcessEnd implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(5);

    /** How long its parent may take to notice that it ended. */
    private static final Duration REAPING = Duration.ofMillis(300);

    /* linux/pidfd.h: _IOWR(PIDFS_IOCTL_MAGIC, 11, struct pidfd_info), of 64 bytes */
    private static final long PIDFD_GET_INFO = 0xC040FF0BL;
    private static final int INFO_SIZE = 64;
    private static final int INFO_MASK = 0;
    private static final int INFO_EXIT_CODE = 60;
    private static final long PIDFD_INFO_EXIT = 1 << 3;

    private final ProcessId process;
    private int pidfd;

    private ProcessEnd(ProcessId process, int pidfd) {
        this.process = process;
        this.pidfd = pidfd;
    }

    /** Begins to watch a process, which may have ended. */
    public static ProcessEnd of(ProcessId process) {
        int pidfd;
        try {
            pidfd = Kernel.pidfdOpen(process.pid());
        } catch (KernelException ended) {
            pidfd = -1;
        }
        ProcessEnd end = new ProcessEnd(process, pidfd);
        if (!end.runs()) {
            // Then the descriptor may be that of another process.
            end.close();
        }
        return end;
    }

    /** Waits until the process ends, for a time; false when it runs on. */
    public boolean await(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (runs()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            pause(Duration.ofNanos(left));
        }
        return true;
    }

    /**
     * Returns how the process ended; empty while it runs, and where nobody but its parent is told:
     * before Linux 6.15, and until the parent took notice.
     */
    public Optional<ExitStatus> status() {
        long deadline = System.nanoTime() + REAPING.toNanos();
        Optional<ExitStatus> status = Optional.empty();
        while (status.isEmpty() && !runs() && asks() && System.nanoTime() < deadline) {
            status = tell();
            if (status.isEmpty()) {
                LockSupport.parkNanos(GLANCE.toNanos());
            }
        }
        return status;
    }

    private synchronized boolean asks() {
        return pidfd >= 0;
    }

    private synchronized Optional<ExitStatus> tell() {
        try (Memory info = new Memory(INFO_SIZE)) {
            info.clear();
            info.setLong(INFO_MASK, PIDFD_INFO_EXIT);
            boolean told =
                    LibC.ioctl(pidfd, PIDFD_GET_INFO, info) == 0
                            && (info.getLong(INFO_MASK) & PIDFD_INFO_EXIT) != 0;
            return told
                    ? Optional.of(ExitStatus.ofWaitStatus(info.getInt(INFO_EXIT_CODE)))
                    : Optional.empty();
        }
    }

    /** Without a descriptor, which kernels before 5.3 do not give, it looks again and again. */
    private synchronized void pause(Duration atMost) {
        if (pidfd >= 0) {
            Kernel.pollIn(pidfd, atMost.plusMillis(1));
        } else {
            LockSupport.parkNanos(Math.min(GLANCE.toNanos(), atMost.toNanos()));
        }
    }

    private boolean runs() {
        try (ProcReader proc = new ProcReader()) {
            return proc.stat(process.pid())
                    .filter(stat -> stat.id().equals(process) && !stat.zombie())
                    .isPresent();
        }
    }

    @Override
    public synchronized void close() {
        Kernel.close(pidfd);
        pidfd = -1;
    }
}
