package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.testing.RunningProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever ends the harness while it copies a service, the service goes on as it was.
 *
 * <p>A round kills it once at each step, of a 64-bit and of a 32-bit service; the long form has
 * rounds for 1,000 kills, and {@code -Dleakgate.killRounds=N} takes them in pieces.
 */
class HarnessKilledWhileCapturingIT {

    private static final int ROUNDS =
            Integer.getInteger("leakgate.killRounds", Boolean.getBoolean("leakgate.long") ? 16 : 1);
    private static final int RANDOM_KILLS = ROUNDS == 1 ? 2 : 10 * ROUNDS;

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}-bit, main thread in {1}")
    @CsvSource({"64, registers", "32, futex"})
    void leavesTheServiceAsItWas(int bits, String call) throws Exception {
        try (Frozen service = Frozen.attach(folder, bits, 4, call, "c")) {
            for (int round = 0; round < ROUNDS; round++) {
                for (List<String> step : steps()) {
                    try (RunningProgram harness = harness(service, step)) {
                        harness.awaitEnd();
                        assertThat(harness.exitStatus()).as(step.toString()).isEqualTo(128 + 9);
                    }
                    service.isUnharmed();
                }
            }
            service.copy().close();
            service.hasNoCopy();
            service.isUnharmed();
            System.out.printf(
                    "%d-bit: killed %d times at each of %d points%n", bits, ROUNDS, steps().size());
        }
    }

    @ParameterizedTest(name = "{0}-bit")
    @CsvSource({"64", "32"})
    void leavesTheServiceAsItWasAtAnyMoment(int bits) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Frozen service = Frozen.attach(folder, bits, 64, "registers", "tb")) {
            for (int i = 0; i < RANDOM_KILLS; i++) {
                try (RunningProgram harness = harness(service, List.of("forever"))) {
                    LockSupport.parkNanos(50_000_000 + random.nextInt(200_000_000));
                    harness.kill();
                }
                service.isUnharmed();
            }
            service.copy().close();
            service.hasNoCopy();
            service.isUnharmed();
            System.out.printf("%d-bit: killed %d times at random%n", bits, RANDOM_KILLS);
        }
    }

    /** Each step of the copying, and those of reaping, which go the same way a second time. */
    private static List<List<String>> steps() {
        List<List<String>> steps = new ArrayList<>();
        for (CaptureStep step : CaptureStep.values()) {
            steps.add(List.of(step.name(), "1"));
        }
        for (CaptureStep step :
                List.of(
                        CaptureStep.REGISTERS_SET,
                        CaptureStep.SIGNALS_BLOCKED,
                        CaptureStep.CALL_ENTERED,
                        CaptureStep.CALL_LEFT,
                        CaptureStep.BACK_ON_SIGNAL_PATH,
                        CaptureStep.SIGNALS_RESTORED)) {
            steps.add(List.of(step.name(), "2"));
        }
        return steps;
    }

    private static RunningProgram harness(Frozen service, List<String> arguments) {
        List<Object> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CapturingHarness.class.getName(),
                                service.pid()));
        command.addAll(arguments);
        return RunningProgram.start(command.toArray());
    }
}
