package dev.leakgate.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.heap.ImageLayout;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at {@code stacks.c shapes}, whose threads' stacks are known. */
class StackFinderIT {

    private static final long KIB = 1024;
    private static final long LIMIT = 4096 * KIB;

    @TempDir Path folder;

    private static RunningProgram shapes(String flag) {
        RunningProgram program =
                RunningProgram.start(
                        "prlimit",
                        "--stack=" + LIMIT,
                        NativePrograms.build("stacks.c", flag),
                        "shapes");
        awaitPlaces(program);
        return program;
    }

    /** They wait for each other, and then still have to begin to pause: all but the busy one. */
    private static void awaitPlaces(RunningProgram program) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try (ProcReader proc = new ProcReader()) {
            while (proc.tids(program.pid()).stream()
                            .filter(tid -> proc.stackPointer(program.pid(), tid).isEmpty())
                            .count()
                    > 1) {
                if (System.nanoTime() > deadline) {
                    program.kill();
                    throw new AssertionError("the threads never wait");
                }
                Thread.onSpinWait();
            }
        }
    }

    private static ProcessStacks stacks(Image image) {
        return StackFinder.of(image, ImageLayout.of(image));
    }

    private static ThreadStack named(ProcessStacks stacks, String name) {
        List<ThreadStack> found =
                stacks.stacks().stream().filter(stack -> stack.name().startsWith(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static void check(ProcessStacks stacks) {
        ThreadStack deep = stacks.threads().get(0);
        assertThat(deep.reserved()).isEqualTo(1024 * KIB);
        assertThat(deep.touched()).isBetween(300_000L, 400_000L);
        assertThat(deep.guard()).isEqualTo(4 * KIB);
        assertThat(deep.elsewhere()).isNull();
        assertThat(stacks.threads()).hasSize(6);
        for (ThreadStack other : stacks.threads().subList(1, 6)) {
            assertThat(other.reserved()).isEqualTo(LIMIT);
            assertThat(other.touched()).isBetween(4 * KIB, 64 * KIB);
            assertThat(other.guard()).isEqualTo(4 * KIB);
        }
        assertThat(stacks.ended()).hasSize(3);
        for (ThreadStack ended : stacks.ended()) {
            assertThat(ended.reserved()).isEqualTo(512 * KIB);
            assertThat(ended.tid()).isZero();
        }
        assertThat(stacks.unknown()).isEmpty();
        assertThat(stacks.stacks().get(0).kind()).isEqualTo(StackKind.MAIN);
        assertThat(stacks.stacks().get(0).touched()).isBetween(4 * KIB, 132 * KIB);
        assertThat(stacks.newThread().size()).isEqualTo(LIMIT);
        assertThat(stacks.reserved())
                .isEqualTo(5 * LIMIT + 1024 * KIB + 3 * 512 * KIB + 9 * 4 * KIB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m64", "-m32"})
    void findsTheStacksOfAProcessThatGoesOn(String flag) {
        try (RunningProgram program = shapes(flag);
                Image image = Captures.live(program.pid())) {
            ProcessStacks stacks = stacks(image);
            check(stacks);
            assertThat(named(stacks, "deep").cause()).isEqualTo(SizeCause.ATTRIBUTE);
            assertThat(named(stacks, "default").cause()).isEqualTo(SizeCause.LIMIT);
            assertThat(named(stacks, "busy").stackPointer()).isZero();
            assertThat(named(stacks, "signal").elsewhere())
                    .matches("(arenas|heap|anonymous).*0x.*");
            assertThat(named(stacks, "coroutine").elsewhere()).matches("anonymous.*, 0x.*");
            assertThat(named(stacks, "odd (na)me").name()).isEqualTo("odd (na)me\n");
            assertThat(stacks.stacks().get(0).growsTo()).isEqualTo(LIMIT);
            // A second look is not misled by what the first one made resident.
            check(stacks(image));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m64", "-m32"})
    void findsTheSameInCores(String flag) throws Exception {
        try (RunningProgram program = shapes(flag)) {
            Path ours = folder.resolve("ours");
            try (Image image = Captures.live(program.pid())) {
                CoreFiles.write(image, ours, CoreOptions.ALL);
            }
            try (Image core = CoreFiles.open(ours)) {
                ProcessStacks stacks = stacks(core);
                check(stacks);
                assertThat(named(stacks, "deep").cause()).isEqualTo(SizeCause.ATTRIBUTE);
                assertThat(named(stacks, "coroutine").elsewhere()).contains("anonymous");
            }
            try (Image core = CoreFiles.open(gcore(program.pid()))) {
                ProcessStacks stacks = stacks(core);
                check(stacks);
                // gdb's cores tell no limits.
                assertThat(stacks.threads().get(0).cause()).isEqualTo(SizeCause.UNKNOWN);
                assertThat(stacks.newThread().cause()).isEqualTo(SizeCause.LIMIT_INFERRED);
            }
        }
    }

    private Path gcore(int pid) throws Exception {
        Process gcore =
                new ProcessBuilder("gcore", "-o", folder.resolve("gdb") + "", pid + "")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(gcore.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(gcore.waitFor()).as(said).isZero();
        return folder.resolve("gdb." + pid);
    }

    @Test
    void saysThatTheLibraryChoosesTheSizeWithoutALimit() {
        Path program = NativePrograms.build("stacks.c");
        try (RunningProgram running =
                        RunningProgram.start("prlimit", "--stack=unlimited", program, "idle", "3");
                Image image = Captures.live(running.pid())) {
            ProcessStacks stacks = stacks(image);
            assertThat(stacks.threads())
                    .hasSize(3)
                    .allSatisfy(
                            stack -> {
                                assertThat(stack.cause()).isEqualTo(SizeCause.LIBRARY);
                                assertThat(stack.reserved()).isEqualTo(2048 * KIB);
                            });
            assertThat(stacks.stacks().get(0).growsTo()).isEqualTo(-1);
        }
    }

    @Test
    void isNotDisturbedByThreadsThatComeAndGo() {
        try (RunningProgram program =
                RunningProgram.start(NativePrograms.build("thread-churn.c"))) {
            for (int look = 0; look < 20; look++) {
                try (Image image = Captures.live(program.pid())) {
                    ProcessStacks stacks = stacks(image);
                    assertThat(stacks.stacks().get(0).kind()).isEqualTo(StackKind.MAIN);
                    assertThat(stacks.stacks())
                            .allSatisfy(
                                    stack ->
                                            assertThat(stack.touched())
                                                    .isLessThanOrEqualTo(stack.reserved()));
                }
            }
        }
    }
}
