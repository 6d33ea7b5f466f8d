package dev.leakgate.linux;

/**
 * Names one process for good: a pid alone can be used again by another process.
 *
 * @param pid the process id
 * @param startTicks the start time, in clock ticks since boot (field 22 of {@code /proc/PID/stat},
 *     proc(5))
 */
public record ProcessId(int pid, long startTicks) {

    @Override
    public String toString() {
        return Integer.toString(pid);
    }
}
