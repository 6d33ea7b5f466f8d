package dev.leakgate.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leakgate.heap.ImageLayout;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import dev.leakgate.units.AddressSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predicts how many threads there can be, and lets the program create them until it fails. */
class ThreadForecastIT {

    private static final int EAGAIN = 11;

    private static RunningProgram start(Path program, boolean small, int mebibytes) {
        List<Object> command = new ArrayList<>();
        if (small) {
            command.addAll(List.of("setarch", "i386", "-3"));
        }
        command.addAll(
                List.of("prlimit", "--stack=" + ((long) mebibytes << 20), program, "idle", "0"));
        return RunningProgram.startAndAwaitSleep(command.toArray());
    }

    private static StackReport look(RunningProgram program, @Nullable SpaceLimit within) {
        try (Image image = Captures.live(program.pid())) {
            ProcessLayout layout = ImageLayout.of(image);
            return StackReport.of(layout, StackFinder.of(image, layout), within, Ceilings.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true,  32", "true,  8", "true,  2",
        "false, 32", "false, 8", "false, 2"
    })
    void foretellsHowManyThreadsFit(boolean small, int mebibytes) {
        AddressSpace space = small ? AddressSpace.I386_3GB : AddressSpace.I386_4GB;
        try (RunningProgram program =
                start(NativePrograms.build("stacks.c", "-m32"), small, mebibytes)) {
            StackReport before = look(program, SpaceLimit.of(space));
            assertThat(before.use().predicted()).isFalse();

            String[] said = program.ask("go").split(" ", 2);

            long real = Long.parseLong(said[0]);
            assertThat(Integer.parseInt(said[1])).isEqualTo(EAGAIN);
            assertThat(before.forecast().threads()).isCloseTo(real, within(1L));
            StackReport after = look(program, SpaceLimit.of(space));
            assertThat(after.stacks().threads()).hasSize((int) real);
            assertThat(after.forecast().threads()).isCloseTo(real, within(1L));
            assertThat(after.use().largestGap()).isLessThan(((long) mebibytes << 20) + (1 << 20));
            // What it would be had it been known before.
            assertThat(after.advised()).isNotNull();
            assertThat(after.advised().threads()).isGreaterThan(10 * real);
        }
    }

    /** Two threads more or less: where the heap begins is chosen at random in the real one. */
    @ParameterizedTest
    @CsvSource({"true, 32", "true, 8", "false, 32", "false, 8"})
    void foretellsOfA64BitProgramWhatIts32BitBuildWillHave(boolean small, int mebibytes) {
        AddressSpace space = small ? AddressSpace.I386_3GB : AddressSpace.I386_4GB;
        ThreadForecast predicted;
        try (RunningProgram wide = start(NativePrograms.build("stacks.c"), false, mebibytes)) {
            StackReport report = look(wide, SpaceLimit.of(space));
            predicted = report.forecast();
            assertThat(predicted.predicted()).isTrue();
            assertThat(predicted.toString()).endsWith("fit into " + space.text() + " (predicted)");
        }
        try (RunningProgram narrow =
                start(NativePrograms.build("stacks.c", "-m32"), small, mebibytes)) {
            long real = Long.parseLong(narrow.ask("go").split(" ", 2)[0]);
            assertThat(predicted.threads()).isCloseTo(real, within(Math.max(2, real / 100)));
        }
    }

    /** The same load again, with the size that was advised, is the proof. */
    @ParameterizedTest
    @ValueSource(strings = {"-m64", "-m32"})
    void advisesAStackThatTheSameLoadDoesNotOutgrow(String flag) {
        Path program = NativePrograms.build("stacks.c", flag);
        StackAdvice advice;
        try (RunningProgram running =
                RunningProgram.start(
                        "prlimit", "--stack=" + (8 << 20), program, "load", "20", "200000")) {
            advice = look(running, null).advice();
            assertThat(advice).isNotNull();
            assertThat(advice.measured().bytes()).isBetween(200_000L, 230_000L);
        }
        try (RunningProgram again =
                RunningProgram.start(
                        "prlimit",
                        "--stack=" + advice.size().bytes(),
                        program,
                        "load",
                        "20",
                        "200000")) {
            ProcessStacks stacks = look(again, null).stacks();
            assertThat(stacks.threads())
                    .hasSize(20)
                    .allSatisfy(
                            stack -> {
                                assertThat(stack.reserved())
                                        .isCloseTo(advice.size().bytes(), within(4096L));
                                assertThat(stack.touched()).isLessThan(stack.reserved());
                            });
        }
    }

    @Test
    void foretellsWhatRlimitAsLeaves() {
        Path program = NativePrograms.build("stacks.c");
        try (RunningProgram running =
                RunningProgram.startAndAwaitSleep(
                        "prlimit",
                        "--as=" + (256L << 20),
                        "--stack=" + (8 << 20),
                        program,
                        "idle",
                        "0")) {
            ThreadForecast forecast;
            try (Image image = Captures.live(running.pid())) {
                ProcessLayout layout = ImageLayout.of(image);
                forecast =
                        StackReport.of(
                                        layout,
                                        StackFinder.of(image, layout),
                                        null,
                                        Ceilings.of(image.limits()))
                                .forecast();
            }
            assertThat(forecast.obstacle()).isEqualTo(ThreadForecast.Obstacle.SIZE);
            assertThat(forecast.why()).endsWith("it would reserve more than RLIMIT_AS = 256 MiB");
            long real = Long.parseLong(running.ask("go").split(" ", 2)[0]);
            assertThat(forecast.threads()).isCloseTo(real, within(1L));
        }
    }
}
