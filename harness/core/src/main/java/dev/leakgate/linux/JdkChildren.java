package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;

/**
 * Tells processes that the JDK started from those that we did. For each of its own a thread of the
 * JDK waits, and takes the news of each stop from who traces it: then nobody lets it go on.
 */
final class JdkChildren {

    private static final int SELF = (int) ProcessHandle.current().pid();

    /* java.lang.ProcessHandleImpl, the thread "process reaper" */
    private static final String WAITS = "waitForProcessExit0";

    private JdkChildren() {}

    /**
     * Says whether the JDK waits on a process. A daemon that was left to us has the same parent,
     * and is known by its environment, unless it wrote over that: only then it may count as the
     * JDK's for as long as the JDK waits on anybody.
     */
    static boolean contains(int pid, ProcReader proc) {
        return proc.stat(pid).filter(stat -> stat.ppid() == SELF).isPresent()
                && !LaunchedRoots.contains(pid)
                && !ForkedCopies.contains(pid)
                && !hasOurCookie(pid, proc)
                && somebodyWaits();
    }

    private static boolean hasOurCookie(int pid, ProcReader proc) {
        return proc.content(pid, "environ")
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .filter(
                        text ->
                                text.contains(
                                        Watchdog.COOKIE_VARIABLE + "=" + Watchdog.get().cookie()))
                .isPresent();
    }

    private static boolean somebodyWaits() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(frames -> frames.length > 0 && frames[0].getMethodName().equals(WAITS));
    }
}
