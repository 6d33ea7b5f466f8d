package dev.leakgate.recording;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a service rests: its threads together use less than 2 % of a core over 50 ms, and
 * none waits for a CPU.
 *
 * <p>Source of the figure: {@code /proc/PID/task/TID/schedstat}, whose first number is the time
 * spent on a CPU, in nanoseconds (Documentation/scheduler/sched-stats.rst).
 */
final class Quiescence {

    /** The time over which the use of the CPU is measured. */
    static final Duration WINDOW = Duration.ofMillis(50);

    /** The longest that a service may take to come to rest. */
    static final Duration BOUND = Duration.ofSeconds(2);

    private static final double BUSY = 0.02;

    private Quiescence() {}

    /** Waits; false when the service was still busy at the bound. */
    static boolean await(ProcReader proc, List<ProcessId> processes) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        long cpu = cpuNanos(proc, processes);
        long since = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(WINDOW.toNanos() - (System.nanoTime() - since));
            long now = System.nanoTime();
            if (now - since < WINDOW.toNanos()) {
                continue;
            }
            long used = cpuNanos(proc, processes);
            // On a machine that is busy itself, a service may wait for a CPU through a whole
            // window.
            if (used - cpu < BUSY * (now - since) && !isWaiting(proc, processes)) {
                return true;
            }
            if (now >= deadline) {
                return false;
            }
            cpu = used;
            since = now;
        }
    }

    private static boolean isWaiting(ProcReader proc, List<ProcessId> processes) {
        return processes.stream().anyMatch(process -> proc.hasRunnableThread(process.pid()));
    }

    private static long cpuNanos(ProcReader proc, List<ProcessId> processes) {
        long sum = 0;
        for (ProcessId process : processes) {
            sum += proc.cpuNanos(process.pid()).orElse(0);
        }
        return sum;
    }
}
