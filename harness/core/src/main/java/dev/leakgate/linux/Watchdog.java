package dev.leakgate.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps a small shell beside the harness that kills what we launched when the harness dies.
 *
 * <p>The shell reads a pipe that only the harness holds open; at its end, however the harness died,
 * it kills each session and each process that it was told of, their descendants, and each process
 * whose environment carries our cookie. A parent-death signal alone is not enough: forked workers
 * do not inherit it, and a change of user clears it.
 */
final class Watchdog {

    static final String COOKIE_VARIABLE = "LEAKGATE_RUN";

    private final String cookie = UUID.randomUUID().toString();
    private final int pid;
    private final int pipe;

    private Watchdog() {
        Kernel.becomeSubreaper();
        int[] ends = Kernel.pipe();
        pipe = ends[1];
        Path nowhere = Path.of("/dev/null");
        pid =
                NativeThread.call(
                        () ->
                                Spawner.spawn(
                                        List.of(
                                                "/bin/sh",
                                                "-c",
                                                script(),
                                                "leakgate-watchdog",
                                                cookie),
                                        Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C"),
                                        Path.of("/"),
                                        new Spawner.Streams(ends[0], nowhere, nowhere),
                                        Spawner.hasCloseFrom()));
        Kernel.close(ends[0]);
    }

    /** Returns the one watchdog of this harness, started at the first call. */
    static Watchdog get() {
        return Holder.INSTANCE;
    }

    /** Returns what the environment of each launched process carries, as LEAKGATE_RUN. */
    String cookie() {
        return cookie;
    }

    int pid() {
        return pid;
    }

    void watchSession(int session) {
        tell("session " + session);
    }

    void forgetSession(int session) {
        tell("forget " + session);
    }

    /** Adds a process that left its session: a daemon, a worker under another user. */
    void watchProcess(ProcessId process) {
        tell("process " + process.pid() + " " + process.startTicks());
    }

    private void tell(String line) {
        boolean written = Kernel.write(pipe, (line + "\n").getBytes(StandardCharsets.US_ASCII));
        if (!written) {
            throw new IllegalStateException(
                    "the watchdog (process "
                            + pid
                            + ") ended, so a harness that is killed would leave the service behind;"
                            + " run the build again and do not end that process");
        }
    }

    private static String script() {
        try (InputStream script = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            if (script == null) {
                throw new IllegalStateException("watchdog.sh is missing in the leakgate-core jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final Watchdog INSTANCE = new Watchdog();
    }
}
