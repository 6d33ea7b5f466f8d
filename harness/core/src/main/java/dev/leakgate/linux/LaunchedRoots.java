package dev.leakgate.linux;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the processes that we launched and that may still run, to kill them when the harness ends.
 */
final class LaunchedRoots {

    private static final Map<Integer, ChildProcess> RUNNING = new ConcurrentHashMap<>();

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
    }

    static boolean contains(int pid) {
        return RUNNING.containsKey(pid);
    }

    /** Kills the sessions' first groups at once; what left them is the watchdog's. */
    private static void killAll() {
        RUNNING.values().forEach(process -> process.signalGroup(Signal.SIGKILL));
    }
}
