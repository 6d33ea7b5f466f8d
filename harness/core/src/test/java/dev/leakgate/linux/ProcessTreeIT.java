package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeIT {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir Path folder;

    /** The watchdog is a shell and our child too, and may have begun in the same tick. */
    @Test
    void aServiceThatIsAShellDoesNotTakeTheWatchdogForItsDaemon() {
        Path out = folder.resolve("out");
        ChildProcess service =
                ChildProcess.start(
                        new SpawnSpec(
                                SHELL,
                                List.of("sh", "-c", "sleep 60; :"),
                                System.getenv(),
                                null,
                                out,
                                out,
                                List.of()));
        int watchdog = Watchdog.get().pid();
        try (ProcReader proc = new ProcReader()) {
            long beforeTheWatchdog = proc.stat(watchdog).orElseThrow().startTicks() - 1;
            ProcessTree tree = new ProcessTree(service, SHELL, proc, beforeTheWatchdog);

            assertThat(tree.members())
                    .extracting(ProcessId::pid)
                    .contains(service.pid())
                    .doesNotContain(watchdog);

            tree.kill();
            assertThat(service.awaitExit(LONG)).isPresent();
            assertThat(proc.stat(watchdog)).as("the watchdog").isPresent();
        } finally {
            service.signalGroup(Signal.SIGKILL);
            assertThat(service.awaitExit(LONG)).isPresent();
            service.forget();
        }
    }
}
