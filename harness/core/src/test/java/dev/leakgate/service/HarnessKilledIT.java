package dev.leakgate.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever ends the harness, no service that it launched is left. */
class HarnessKilledIT {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path folder;
    private final ProcReader proc = new ProcReader();

    @ParameterizedTest(name = "{1} of the harness ends a service that runs in mode {0}")
    @CsvSource({
        "stay, KILL, 3",
        "background, KILL, 3",
        "stubborn, KILL, 3",
        "stay, INT, 3",
        "background, TERM, 3",
    })
    void leavesNoProcessOfTheService(String mode, String signal, int processes) throws Exception {
        Path daemon = NativePrograms.build("daemon.c");
        try (RunningProgram harness =
                RunningProgram.start(
                        Path.of("/usr/bin/env"),
                        "--default-signal=INT", // ignored where a script runs us in its background
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HarnessMain.class.getName(),
                        folder,
                        daemon,
                        "${port}",
                        mode)) {
            List<Integer> pids =
                    Arrays.stream(harness.firstLine().split(" ")).map(Integer::valueOf).toList();
            assertThat(pids).hasSize(processes).allMatch(this::runs);

            new ProcessBuilder("kill", "-" + signal, Integer.toString(harness.pid()))
                    .start()
                    .waitFor();

            long deadline = System.nanoTime() + LONG.toNanos();
            while (pids.stream().anyMatch(this::runs) && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(pids).noneMatch(this::runs);
        }
    }

    private boolean runs(int pid) {
        return proc.stat(pid)
                .filter(stat -> !stat.zombie())
                .map(ProcStat::comm)
                .filter(name -> name.startsWith("daemon"))
                .isPresent();
    }
}
