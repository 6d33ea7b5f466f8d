package dev.leakgate.testing;

import dev.leakgate.linux.ProcReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program for one test: it has said its first line once this is made, and ends, at the
 * latest, when this is closed. Not for programs that are traced: the JDK waits on them.
 */
public final class RunningProgram implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final String firstLine;

    private RunningProgram(Process process, BufferedReader output, String firstLine) {
        this.process = process;
        this.output = output;
        this.firstLine = firstLine;
    }

    /** Starts it and waits for its first line. */
    public static RunningProgram start(Object... command) {
        List<String> argv = List.of(command).stream().map(Object::toString).toList();
        try {
            Process process =
                    new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BufferedReader output =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError(argv + " ended and said nothing");
            }
            return new RunningProgram(process, output, line);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + argv, failure);
        }
    }

    /**
     * Starts it, waits for its first line, and until all its threads sleep: those that it woke may
     * still be on their way there.
     */
    public static RunningProgram startAndAwaitSleep(Object... command) {
        RunningProgram program = start(command);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try (ProcReader proc = new ProcReader()) {
            while (proc.hasRunnableThread(program.pid())) {
                if (System.nanoTime() > deadline) {
                    program.kill();
                    throw new AssertionError(List.of(command) + " never sleeps");
                }
                Thread.onSpinWait();
            }
        }
        return program;
    }

    public int pid() {
        return Math.toIntExact(process.pid());
    }

    public String firstLine() {
        return firstLine;
    }

    /** Lists the processes that it started and that run. */
    public Stream<ProcessHandle> children() {
        return process.descendants();
    }

    /** Waits until it has ended by itself, or been ended. */
    public void awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("process " + process.pid() + " does not end");
        }
    }

    /** Gives the exit status, 128 and the signal when one ended it. */
    public int exitStatus() {
        return process.exitValue();
    }

    /** Says a line to it and waits for the line that it answers. */
    public String ask(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            String answer = output.readLine();
            if (answer == null) {
                throw new AssertionError("it ended when it was told: " + line);
            }
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot ask for " + line, failure);
        }
    }

    /** Kills it, and waits until it has gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
