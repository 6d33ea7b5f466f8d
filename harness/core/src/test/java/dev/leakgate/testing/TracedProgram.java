package dev.leakgate.testing;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.Frozen;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.Signal;
import dev.leakgate.linux.SpawnSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a program for one test so that it can be traced: the JDK does not wait on it. It has said
 * its first line once this is made, and all its threads sleep.
 */
public final class TracedProgram implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final ChildProcess process;
    private final Path output;

    private TracedProgram(ChildProcess process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it and waits; its output goes to a file in a folder. */
    public static TracedProgram start(Path folder, Path program, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(program.toString()));
        argv.addAll(List.of(arguments));
        Path output = folder.resolve("output-" + System.nanoTime());
        Map<String, String> environment = Map.of();
        ChildProcess process =
                ChildProcess.start(
                        new SpawnSpec(program, argv, environment, null, output, output, List.of()));
        TracedProgram started = new TracedProgram(process, output);
        try (ProcReader proc = new ProcReader()) {
            Frozen.await(
                    argv + " to say a line and sleep",
                    () -> started.text().contains("\n") && !proc.hasRunnableThread(process.pid()));
        } catch (RuntimeException | Error failure) {
            started.close();
            throw failure;
        }
        return started;
    }

    private String text() {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int pid() {
        return process.pid();
    }

    /** Gives the process that it started, once all threads of that sleep too. */
    public int onlyChild() {
        int child =
                ProcessHandle.of(pid()).orElseThrow().children().toList().stream()
                        .mapToInt(process -> Math.toIntExact(process.pid()))
                        .findFirst()
                        .orElseThrow();
        try (ProcReader proc = new ProcReader()) {
            Frozen.await("the child to sleep", () -> !proc.hasRunnableThread(child));
        }
        return child;
    }

    /** Gives what it has said until now, without the last line's end. */
    public String said() {
        return text().strip();
    }

    @Override
    public void close() {
        process.signal(Signal.SIGKILL);
        process.awaitExit(DEADLINE);
        process.forget();
    }
}
