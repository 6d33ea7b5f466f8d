package dev.leakgate.linux;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds out before, or after a refusal, why a process cannot be traced, and what would help. */
final class TracePermission {

    private static final int SELF = (int) ProcessHandle.current().pid();
    private static final Path YAMA = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    static final int CAP_SYS_PTRACE = 19; /* linux/capability.h */

    private TracePermission() {}

    /**
     * Looks whether there is a process that this JVM can trace.
     *
     * @throws CaptureRefusedException when there is none, it is closed to us, or another traces it
     */
    static ProcStatus check(int pid, ProcReader proc) {
        ProcStatus status = checkUntraced(pid, proc);
        if (JdkChildren.contains(pid, proc)) {
            throw new CaptureRefusedException(
                    String.format(
                            "process %d (%s) was started by this JVM (ProcessBuilder), which takes"
                                    + " the news of its stops from whoever traces it from here",
                            pid, status.name()),
                    "let the check launch it (NativeService.command), or start it from a shell that"
                            + " stays its parent");
        }
        return status;
    }

    /** Looks the same for a tracer that is a process of its own, such as gdb. */
    static ProcStatus checkUntraced(int pid, ProcReader proc) {
        ProcStatus status = exists(pid, proc);
        refuseIfTraced(pid, status, proc);
        refuseIfClosed(pid, proc);
        return status;
    }

    /** Asks the kernel what it will ask itself before each further step. */
    static void refuseIfClosed(int pid, ProcReader proc) {
        // Not by JNA, which takes longer to load than most looks at a process last.
        Path memory = Path.of("/proc/" + eye(pid, proc) + "/mem");
        try {
            FileChannel.open(memory, StandardOpenOption.READ).close();
        } catch (IOException failure) {
            try {
                ProcFailure.judge(failure, memory);
            } catch (ProcAccessException refused) {
                boolean denied = failure instanceof AccessDeniedException;
                throw explain(pid, proc, denied ? Errno.EACCES : Errno.EPERM);
            }
            throw CaptureRefusedException.ended(pid);
        }
    }

    /** Looks whether there is a process with memory of its own, which is not we. */
    static ProcStatus exists(int pid, ProcReader proc) {
        if (pid == SELF) {
            throw new CaptureRefusedException(
                    "process " + pid + " is this JVM, which cannot stop itself",
                    "name the service's pid");
        }
        Optional<ProcStatus> found = pid <= 0 ? Optional.empty() : proc.status(pid);
        if (found.isEmpty()) {
            throw new CaptureRefusedException(
                    "there is no process " + pid, "check the pid, for instance with ps -e");
        }
        ProcStatus status = found.get();
        String named = "process " + pid + " (" + status.name() + ")";
        if (status.tgid().orElse(pid) != pid) {
            throw new CaptureRefusedException(
                    named + " is a thread of process " + status.tgid().getAsInt(),
                    "name that process");
        }
        boolean hasMemory = status.vmRssBytes().isPresent();
        if (status.state() == 'Z' || status.state() == 'X') {
            if (proc.tids(pid).size() < 2) {
                throw new CaptureRefusedException(
                        named + " has ended and waits for its parent to take notice (zombie)",
                        "start it again, or name another");
            }
        } else if (!hasMemory) {
            throw new CaptureRefusedException(
                    named + " is a thread of the kernel and has no memory of its own",
                    "name a process of a service");
        }
        return status;
    }

    private static void refuseIfTraced(int pid, ProcStatus status, ProcReader proc) {
        int thread = status.tracerPid().orElse(0);
        if (thread == 0) {
            return;
        }
        // The kernel names the thread that traces.
        Optional<ProcStatus> found = proc.status(thread);
        int tracer = found.map(ProcStatus::tgid).orElse(OptionalInt.empty()).orElse(thread);
        if (tracer == SELF) {
            // Of an earlier try, which it has not stopped for yet.
            throw CaptureRefusedException.doesNotStop(pid, pid);
        }
        String name = proc.status(tracer).map(ProcStatus::name).orElse("unknown");
        throw new CaptureRefusedException(
                String.format(
                        "process %d (%s) is traced by process %d (%s), and can have one tracer only",
                        pid, status.name(), tracer, name),
                "end " + name + " or detach it (process " + tracer + ")");
    }

    /**
     * Gives the thread through which a process's memory is seen: its main thread, or another once
     * that has ended.
     */
    static int eye(int pid, ProcReader proc) {
        if (!ThreadFiles.ended(pid, pid)) {
            return pid;
        }
        return proc.tids(pid).stream()
                .filter(tid -> !ThreadFiles.ended(pid, tid))
                .findFirst()
                .orElse(pid);
    }

    /** Explains why the kernel refused to let us trace a thread. */
    static CaptureRefusedException refusal(int pid, int errno) {
        try (ProcReader proc = new ProcReader()) {
            ProcStatus status = exists(pid, proc);
            refuseIfTraced(pid, status, proc);
            return explain(pid, proc, errno);
        } catch (CaptureRefusedException known) {
            return known;
        }
    }

    private static CaptureRefusedException explain(int pid, ProcReader proc, int errno) {
        Optional<ProcStatus> status = proc.status(pid);
        OptionalInt theirs = uid(status);
        OptionalInt ours = uid(proc.status(SELF));
        String cause =
                String.format(
                        "the kernel does not let us trace process %d (%s, uid %s; we are uid %s)%s",
                        pid,
                        status.map(ProcStatus::name).orElse("unknown"),
                        text(theirs),
                        text(ours),
                        errno == Errno.EPERM || errno == Errno.EACCES ? "" : ", errno " + errno);
        return explain(
                cause,
                theirs.equals(ours),
                yamaScope().orElse(0),
                StatusField.hasCapability(SELF, CAP_SYS_PTRACE));
    }

    /**
     * Says what stands in the way.
     *
     * @param ours whether the process is of our user
     * @param scope {@code kernel.yama.ptrace_scope}; 0 without Yama
     * @param capable whether we have CAP_SYS_PTRACE
     */
    static CaptureRefusedException explain(String cause, boolean ours, int scope, boolean capable) {
        if (scope >= 3) {
            return new CaptureRefusedException(
                    cause + ": kernel.yama.ptrace_scope is 3, which forbids it to everybody",
                    "boot with kernel.yama.ptrace_scope=1 (/etc/sysctl.d); it cannot be lowered"
                            + " while the system runs");
        }
        if (scope >= 1 && ours) {
            return new CaptureRefusedException(
                    cause
                            + ": kernel.yama.ptrace_scope is "
                            + scope
                            + ", which allows "
                            + (scope == 1
                                    ? "our own children only"
                                    : "processes with CAP_SYS_PTRACE only"),
                    "run sysctl kernel.yama.ptrace_scope=0 as root, or give the JVM"
                            + " CAP_SYS_PTRACE (docker run --cap-add SYS_PTRACE)");
        }
        return new CaptureRefusedException(
                cause,
                capable
                        ? "look for a security module that denies ptrace (AppArmor, SELinux,"
                                + " seccomp of the container)"
                        : "run as the same user or as root, or give the JVM CAP_SYS_PTRACE"
                                + " (docker run --cap-add SYS_PTRACE); a process that changed its"
                                + " user, or has more capabilities than we, needs the latter two");
    }

    private static OptionalInt uid(Optional<ProcStatus> status) {
        return status.isPresent() ? status.get().uid() : OptionalInt.empty();
    }

    private static String text(OptionalInt uid) {
        return uid.isPresent() ? Integer.toUnsignedString(uid.getAsInt()) : "unknown";
    }

    static OptionalInt yamaScope() {
        byte[] text = new ProcFile().whole(YAMA);
        try {
            return text == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(
                            Integer.parseInt(new String(text, StandardCharsets.US_ASCII).strip()));
        } catch (NumberFormatException unreadable) {
            return OptionalInt.empty();
        }
    }
}
