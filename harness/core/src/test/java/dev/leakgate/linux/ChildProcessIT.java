package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.linux.ResourceLimit.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildProcessIT {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path folder;
    private final ProcReader proc = new ProcReader();
    private @Nullable ChildProcess started;

    @AfterEach
    void end() {
        if (started != null) {
            started.signalGroup(Signal.SIGKILL);
            assertThat(started.awaitExit(LONG)).isPresent();
            started.forget();
        }
    }

    @ParameterizedTest(name = "libc closes descriptors: {0}")
    @ValueSource(booleans = {true, false})
    void inheritsNothingButZeroOneAndTwo(boolean closeFrom) throws Exception {
        try (var pipe = java.nio.channels.Pipe.open().source()) {
            assertThat(pipe.isOpen()).isTrue();
            ChildProcess child = start(List.of("/bin/sleep", "60"), closeFrom);
            awaitProgram(child, "sleep");

            assertThat(proc.descriptors(child.pid()))
                    .containsOnlyKeys(0, 1, 2)
                    .containsEntry(0, "/dev/null")
                    .containsEntry(1, out().toString())
                    .containsEntry(2, out().toString());
        }
    }

    @Test
    void blocksAndIgnoresNoSignal() throws Exception {
        ChildProcess child = start(List.of("/bin/sleep", "60"));
        awaitProgram(child, "sleep");

        List<String> masks =
                Files.readAllLines(Path.of("/proc", child.pid() + "", "status")).stream()
                        .filter(line -> line.matches("Sig(Blk|Ign):.*"))
                        .toList();
        // 32 and 33 are glibc's own; each program that it starts has them so.
        assertThat(masks).containsExactly("SigBlk:\t0000000000000000", "SigIgn:\t0000000180000000");
    }

    @Test
    void leadsASessionOfItsOwn() throws Exception {
        ChildProcess child = start(List.of("/bin/sleep", "60"));
        awaitProgram(child, "sleep");

        ProcStat stat = proc.stat(child.pid()).orElseThrow();
        assertThat(stat.session()).isEqualTo(child.pid());
        assertThat(stat.pgrp()).isEqualTo(child.pid());
        assertThat(stat.ppid()).isEqualTo((int) ProcessHandle.current().pid());
    }

    @Test
    void passesArgumentsUntouchedAndAppendsOutputToAFileOfTheOwner() throws Exception {
        ChildProcess child = start(List.of("/usr/bin/printf", "%s|", "a b", "$HOME", "*", ""));

        assertThat(child.awaitExit(LONG)).contains(new ExitStatus.Exited(0));
        assertThat(Files.readString(out())).isEqualTo("a b|$HOME|*||");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out())))
                .isEqualTo("rw-------");
    }

    @Test
    void hasTheEnvironmentAndTheDirectoryThatItWasGiven() throws Exception {
        Path script = Files.writeString(folder.resolve("s"), "pwd; env | sort");
        started =
                ChildProcess.start(
                        new SpawnSpec(
                                Path.of("/bin/sh"),
                                List.of("sh", script.toString()),
                                Map.of("COLOUR", "green and blue"),
                                Path.of("/"),
                                out(),
                                out(),
                                List.of()));

        assertThat(started.awaitExit(LONG)).contains(new ExitStatus.Exited(0));
        assertThat(Files.readAllLines(out()))
                .containsExactly(
                        "/",
                        "COLOUR=green and blue",
                        Watchdog.COOKIE_VARIABLE + "=" + Watchdog.get().cookie(),
                        "PWD=/");
    }

    @Test
    void runsUnderItsLimits() throws Exception {
        started =
                ChildProcess.start(
                        new SpawnSpec(
                                Path.of("/bin/sleep"),
                                List.of("sleep", "60"),
                                System.getenv(),
                                null,
                                out(),
                                out(),
                                List.of(
                                        new ResourceLimit(Resource.STACK, 32 << 20),
                                        new ResourceLimit(Resource.NOFILE, 123),
                                        new ResourceLimit(Resource.CORE, 0))));
        awaitProgram(started, "sleep");

        Map<String, ProcLimit> limits = proc.limits(started.pid());
        assertThat(limits)
                .extractingByKey("Max stack size")
                .extracting(ProcLimit::soft)
                .isEqualTo(OptionalLong.of(32 << 20));
        assertThat(limits)
                .extractingByKey("Max open files")
                .extracting(ProcLimit::soft)
                .isEqualTo(OptionalLong.of(123));
        assertThat(limits)
                .extractingByKey("Max core file size")
                .extracting(ProcLimit::hard)
                .isEqualTo(OptionalLong.of(0));
    }

    @Test
    void tellsExitStatusFromSignal() throws Exception {
        ChildProcess exits = start(List.of("/bin/sh", "-c", "exit 3"));
        assertThat(exits.awaitExit(LONG)).contains(new ExitStatus.Exited(3));
        assertThat(exits.signal(Signal.SIGTERM)).isFalse();
        exits.forget();

        ChildProcess killed = start(List.of("/bin/sleep", "60"));
        assertThat(killed.awaitExit(Duration.ofMillis(20))).isEmpty();
        assertThat(killed.signal(Signal.SIGTERM)).isTrue();
        assertThat(killed.awaitExit(LONG))
                .contains(new ExitStatus.Signalled(Signal.SIGTERM, false));
        assertThat(killed.exitStatus().orElseThrow()).hasToString("SIGTERM");
    }

    @Test
    void leavesNoZombie() throws Exception {
        ChildProcess child = start(List.of("/bin/true"));
        assertThat(child.awaitExit(LONG)).isPresent();
        assertThat(proc.stat(child.pid())).isEmpty();
    }

    @Test
    void saysWhichDirectoryCannotBeEntered() {
        assertThatThrownBy(
                        () ->
                                ChildProcess.start(
                                        new SpawnSpec(
                                                Path.of("/bin/true"),
                                                List.of("true"),
                                                Map.of(),
                                                Path.of("/no/such/directory"),
                                                out(),
                                                out(),
                                                List.of())))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("posix_spawn")
                .hasMessageContaining("not found (ENOENT)");
    }

    private ChildProcess start(List<String> command) {
        return start(command, Spawner.hasCloseFrom());
    }

    private ChildProcess start(List<String> command, boolean closeFrom) {
        ChildProcess child =
                ChildProcess.start(
                        new SpawnSpec(
                                Path.of(command.get(0)),
                                command,
                                System.getenv(),
                                null,
                                out(),
                                out(),
                                List.of()),
                        closeFrom);
        started = child;
        return child;
    }

    private Path out() {
        return folder.resolve("out");
    }

    /** The chain of setpriv and prlimit is over once the program's name is there. */
    private void awaitProgram(ChildProcess child, String name) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!proc.stat(child.pid()).map(ProcStat::comm).orElse("").equals(name)) {
            assertThat(System.nanoTime()).as("deadline for exec of " + name).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
