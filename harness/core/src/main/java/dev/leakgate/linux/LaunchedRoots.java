package dev.leakgate.linux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Knows the processes that we launched and that may still run, to kill them when the harness ends.
 */
final class LaunchedRoots {

    private static final Map<Integer, ChildProcess> RUNNING = new ConcurrentHashMap<>();
    private static final Map<Integer, Program> PROGRAMS = new ConcurrentHashMap<>();

    private static final Duration GLANCE = Duration.ofMillis(10);

    private static volatile Duration patience = Duration.ZERO;

    static {
        // Ctrl-C does not reach another session; only this hook and the watchdog do.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(LaunchedRoots::killAll, "leakgate-shutdown"));
    }

    private LaunchedRoots() {}

    static void add(ChildProcess process) {
        RUNNING.put(process.pid(), process);
    }

    static void remove(ChildProcess process) {
        RUNNING.remove(process.pid());
        PROGRAMS.remove(process.pid());
    }

    /** Takes note of what runs, and since when. */
    static void runs(ChildProcess process, Path executable, long startTicks) {
        if (contains(process.pid())) {
            PROGRAMS.put(process.pid(), new Program(executable, startTicks));
        }
    }

    /** Says whether the same program was launched after one time and up to another, in ticks. */
    static boolean launchedBetween(Path executable, long after, long upTo) {
        return PROGRAMS.values().stream()
                .anyMatch(
                        program ->
                                program.executable.equals(executable)
                                        && program.startTicks > after
                                        && program.startTicks <= upTo);
    }

    static boolean contains(int pid) {
        return RUNNING.containsKey(pid);
    }

    /** Sets how long whoever started a process has to end it when the harness ends. */
    static void leave(Duration atMost) {
        patience = atMost;
    }

    /** Kills the sessions' first groups; what left them is the watchdog's. */
    private static void killAll() {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!RUNNING.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        RUNNING.values().forEach(process -> process.signalGroup(Signal.SIGKILL));
    }

    private record Program(Path executable, long startTicks) {}
}
