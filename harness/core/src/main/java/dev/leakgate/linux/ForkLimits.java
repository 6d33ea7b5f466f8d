package dev.leakgate.linux;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Finds the limit that keeps a process from having a child: fork(2) answers EAGAIN for each of
 * them.
 */
final class ForkLimits {

    private static final String PROCESSES = "Max processes"; /* proc_pid_limits(5) */

    private ForkLimits() {}

    /** Says which limit was reached, with its figures and what raises it. */
    static CaptureRefusedException explain(int pid) {
        for (Path group : ControlGroups.of(pid, "pids")) {
            OptionalLong most = ControlGroups.number(group.resolve("pids.max"));
            OptionalLong now = ControlGroups.number(group.resolve("pids.current"));
            if (most.isPresent() && now.isPresent() && now.getAsLong() >= most.getAsLong()) {
                return refused(
                        pid,
                        String.format(
                                "pids.max of its cgroup %s is %,d, and %,d are there",
                                group, most.getAsLong(), now.getAsLong()),
                        "raise it: echo "
                                + (most.getAsLong() + 16)
                                + " > "
                                + group.resolve("pids.max")
                                + " (docker run --pids-limit, TasksMax= of systemd)");
            }
        }
        try (ProcReader proc = new ProcReader()) {
            ProcLimit own = proc.limits(pid).get(PROCESSES);
            OptionalInt uid = uid(pid, proc);
            if (own != null && own.soft().isPresent() && uid.isPresent()) {
                long threads = threadsOf(uid.getAsInt(), proc);
                if (threads >= own.soft().getAsLong()) {
                    return refused(
                            pid,
                            String.format(
                                    "its limit of processes (RLIMIT_NPROC) is %,d, and its user, uid"
                                            + " %s, has %,d threads",
                                    own.soft().getAsLong(),
                                    Integer.toUnsignedString(uid.getAsInt()),
                                    threads),
                            String.format(
                                    "raise it: prlimit --pid %d --nproc=%d, or start the service with"
                                            + " ulimit -u %2$d",
                                    pid, threads + 16));
                }
            }
            OptionalLong most = proc.kernelLimit("kernel/threads-max");
            OptionalLong now = proc.threadsOfMachine();
            if (most.isPresent() && now.isPresent() && now.getAsLong() >= most.getAsLong()) {
                return refused(
                        pid,
                        String.format(
                                "kernel.threads-max is %,d, and so many are there",
                                most.getAsLong()),
                        "end some, or run sysctl kernel.threads-max=" + 2 * most.getAsLong());
            }
        }
        return refused(
                pid,
                "no limit that we see is reached, so it is one of a group above its container, or of"
                        + " the machine's pids (kernel.pid_max)",
                "raise pids.max of the container (docker run --pids-limit), or its limit of"
                        + " processes (ulimit -u)");
    }

    private static CaptureRefusedException refused(int pid, String cause, String remedy) {
        return new CaptureRefusedException(
                "process " + pid + " may not have one more process (EAGAIN): " + cause, remedy);
    }

    private static OptionalInt uid(int pid, ProcReader proc) {
        return proc.status(pid).map(ProcStatus::uid).orElse(OptionalInt.empty());
    }

    private static long threadsOf(int uid, ProcReader proc) {
        long threads = 0;
        for (int pid : proc.pids()) {
            if (uid(pid, proc).equals(OptionalInt.of(uid))) {
                threads += proc.stat(pid).map(ProcStat::threads).orElse(0);
            }
        }
        return threads;
    }
}
