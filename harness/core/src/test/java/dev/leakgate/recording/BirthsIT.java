package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that a service starts within a round is in the samples of that round. */
class BirthsIT {

    private static final Path BEARING = NativePrograms.build("bearing.c");
    private static final int MIB = 24;

    private final RunningProgram program = RunningProgram.start(BEARING, MIB);
    private final ProcReader proc = new ProcReader();
    private final Births births = new Births(proc);

    @AfterEach
    void stop() {
        program.close();
        proc.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"child", "orphan"})
    void aProcessThatIsBornBetweenTwoLooksIsFound(String kind) {
        births.begin(List.of(id(program.pid())));
        assertThat(births.now()).containsExactly(id(program.pid()));

        int born = Integer.parseInt(program.ask(kind));

        assertThat(births.now()).containsExactly(id(program.pid()), id(born));
        assertThat(births.now()).hasSize(2);
    }

    @Test
    void theProcessesOfOthersAreNotTheServices() {
        births.begin(List.of(id(program.pid())));
        births.now();
        try (RunningProgram other = RunningProgram.start(BEARING, MIB)) {
            other.ask("child");

            assertThat(births.now()).containsExactly(id(program.pid()));
        }
    }

    @Test
    void aNewBeginningForgetsWhatWasBornBefore() {
        births.begin(List.of(id(program.pid())));
        program.ask("child");
        assertThat(births.now()).hasSize(2);

        births.begin(List.of(id(program.pid())));
        assertThat(births.now()).containsExactly(id(program.pid()));
    }

    @Test
    void theSamplesOfARoundHoldAProcessThatIsBornInIt() throws InterruptedException {
        try (Sampler sampler = new Sampler(() -> 0)) {
            sampler.resume(List.of(id(program.pid())));
            await(sampler, 0);
            assertThat(sampler.samples().peak()).isLessThan((long) MIB << 20);

            program.ask("child");

            await(sampler, (long) MIB << 20);
            sampler.pause();
        }
    }

    private static void await(Sampler sampler, long footprint) throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (sampler.samples().samples().isEmpty() || sampler.samples().peak() < footprint) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private ProcessId id(int pid) {
        return proc.stat(pid).map(ProcStat::id).orElseThrow();
    }
}
