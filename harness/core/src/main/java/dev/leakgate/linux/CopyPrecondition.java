package dev.leakgate.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Refuses to fork a process where that could harm it: better no copy than a service that dies. */
final class CopyPrecondition {

    private static final int SELF = (int) ProcessHandle.current().pid();

    /** What writes to a copied page may cost before the copy has been read. */
    private static final long HEADROOM = 64L << 20;

    private static final long FILTERED = 2; /* linux/seccomp.h: SECCOMP_MODE_FILTER */

    private CopyPrecondition() {}

    /** Throws when the process is better not forked, or cannot be. */
    static void check(int pid) {
        refuseSeccomp(pid);
        if (StatusField.text(pid, "x86_Thread_features").orElse("").contains("shstk")) {
            throw new CaptureRefusedException(
                    "process "
                            + pid
                            + " runs with a shadow stack, which does not let it find back if we are"
                            + " killed meanwhile",
                    "start it with GLIBC_TUNABLES=glibc.cpu.x86_shstk=off");
        }
        OptionalLong headroom = MemoryGroup.headroom(pid);
        if (headroom.isPresent() && headroom.getAsLong() < HEADROOM) {
            throw new CaptureRefusedException(
                    String.format(
                            "the cgroup of process %d has only %d MiB of memory left, and a copy may"
                                    + " need %d MiB",
                            pid, headroom.getAsLong() >> 20, HEADROOM >> 20),
                    "raise its memory.max (docker run --memory)");
        }
    }

    /**
     * A filter may kill who calls clone. We know what the filters allow that we run under, so only
     * a process that has more of them is left alone.
     */
    private static void refuseSeccomp(int pid) {
        long mode = StatusField.number(pid, "Seccomp");
        boolean asOurs =
                mode == FILTERED
                        && StatusField.number(SELF, "Seccomp") == FILTERED
                        && StatusField.text(pid, "Seccomp_filters")
                                .equals(StatusField.text(SELF, "Seccomp_filters"));
        if (mode != 0 && !asOurs) {
            throw new CaptureRefusedException(
                    "process "
                            + pid
                            + " runs under seccomp ("
                            + (mode == FILTERED ? "filter" : "strict")
                            + "), which may kill it when it forks",
                    "switch its sandbox off for the test");
        }
    }

    /** Explains a clone that the kernel refused. */
    static CaptureRefusedException refused(int pid, long result) {
        int errno = (int) -result;
        if (errno == Errno.EAGAIN) {
            return ForkLimits.explain(pid);
        }
        if (errno == Errno.ENOMEM) {
            return new CaptureRefusedException(
                    "the kernel has no memory for a copy of process "
                            + pid
                            + " (ENOMEM), vm.overcommit_memory is "
                            + setting("/proc/sys/vm/overcommit_memory"),
                    "run sysctl vm.overcommit_memory=0 as root, or give the machine more memory");
        }
        if (errno == Errno.EPERM || errno == Errno.EACCES || errno == Errno.ENOSYS) {
            return new CaptureRefusedException(
                    "process "
                            + pid
                            + " may not fork (errno "
                            + errno
                            + "): seccomp or a security"
                            + " module denies it",
                    "switch its sandbox off for the test");
        }
        return new CaptureRefusedException(
                "process " + pid + " could not be copied: clone answered errno " + errno,
                "use another way to capture it");
    }

    private static String setting(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.US_ASCII).strip();
        } catch (IOException unknown) {
            return "unknown";
        }
    }
}
