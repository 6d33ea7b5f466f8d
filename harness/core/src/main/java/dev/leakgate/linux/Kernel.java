package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.time.Duration;

/** Wraps the calls on processes and descriptors: an errno becomes a {@link KernelException}. */
final class Kernel {

    private static final long SYS_PIDFD_SEND_SIGNAL = 424; /* asm/unistd_64.h */
    private static final long SYS_PIDFD_OPEN = 434; /* asm/unistd_64.h */
    private static final int PR_SET_CHILD_SUBREAPER = 36; /* linux/prctl.h */
    private static final short POLLIN = 1; /* poll.h */
    private static final int F_SETFD = 2; /* fcntl.h */
    private static final int FD_CLOEXEC = 1; /* fcntl.h */
    private static final int O_CLOEXEC = 02000000; /* fcntl.h */

    private Kernel() {}

    /** Opens a descriptor that names a process for good; −1 on kernels before 5.3. */
    static int pidfdOpen(int pid) {
        int fd = (int) LibC.syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0);
        if (fd < 0 && Native.getLastError() != Errno.ENOSYS) {
            throw failed("pidfd_open", pid, "the process ended");
        }
        return fd;
    }

    /** Sends a signal to the very process that a descriptor names; false when it has ended. */
    static boolean pidfdSignal(int pidfd, int pid, int signal) {
        if (LibC.syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0) == 0) {
            return true;
        }
        if (Native.getLastError() == Errno.ESRCH) {
            return false;
        }
        throw failed(
                "pidfd_send_signal", pid, "run Leakgate as the user of that process or as root");
    }

    /** Sends a signal; a negative pid means a process group. Answers false when nobody is there. */
    static boolean kill(int pid, int signal) {
        if (LibC.kill(pid, signal) == 0) {
            return true;
        }
        if (Native.getLastError() == Errno.ESRCH) {
            return false;
        }
        throw failed("kill", pid, "run Leakgate as the user of that process or as root");
    }

    /** Waits until a descriptor can be read, for a process: until it ended. */
    static boolean pollIn(int fd, Duration atMost) {
        try (Memory pollfd = new Memory(8)) {
            pollfd.setInt(0, fd);
            pollfd.setShort(4, POLLIN);
            pollfd.setShort(6, (short) 0);
            return LibC.poll(pollfd, 1, (int) Math.min(Integer.MAX_VALUE, atMost.toMillis())) > 0;
        }
    }

    /** What {@link #reap} answers for a child that runs on. */
    static final int RUNNING = -1;

    /** What {@link #reap} answers when there is no such child, or no more. */
    static final int NO_CHILD = -2;

    /** Takes the wait status of a child that ended; must run on the {@link NativeThread}. */
    static int reap(int pid) {
        Integer kept = ReapedExits.take(pid);
        if (kept != null) {
            return kept;
        }
        int status = Ptrace.look(pid);
        if (status == Ptrace.NOTHING) {
            return RUNNING;
        }
        if (status == Ptrace.NO_TRACEE) {
            return NO_CHILD;
        }
        if (WaitStatus.stopped(status)) {
            // Not its end: it is still to be let go after a capture.
            if (!FatalSignalWatch.hears(pid, status)) {
                Stragglers.hears(pid, status);
            }
            return RUNNING;
        }
        return status;
    }

    /** Makes orphans among our descendants our children, so that none gets lost. */
    static void becomeSubreaper() {
        if (LibC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) {
            throw failed("prctl(PR_SET_CHILD_SUBREAPER)", 0, "Leakgate needs Linux 3.4 or later");
        }
    }

    /** Opens a pipe that no child inherits: the end to read and the end to write. */
    static int[] pipe() {
        try (Memory fds = new Memory(8)) {
            if (LibC.pipe2(fds, O_CLOEXEC) != 0) {
                throw failed("pipe2", 0, "raise the limit of open files (ulimit -n)");
            }
            return new int[] {fds.getInt(0), fds.getInt(4)};
        }
    }

    /** Writes all of a small text to a pipe; false when nobody reads it any more. */
    static boolean write(int fd, byte[] bytes) {
        try (Memory buffer = new Memory(bytes.length)) {
            buffer.write(0, bytes, 0, bytes.length);
            return LibC.write(fd, buffer, bytes.length) == bytes.length;
        }
    }

    static void close(int fd) {
        if (fd >= 0) {
            LibC.close(fd);
        }
    }

    /** Keeps a descriptor of ours from our children. */
    static void closeOnExec(int fd) {
        LibC.fcntl(fd, F_SETFD, FD_CLOEXEC);
    }

    private static KernelException failed(String call, int pid, String remedy) {
        return new KernelException(call, "process " + pid, Native.getLastError(), remedy);
    }
}
