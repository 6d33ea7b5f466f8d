package dev.leakgate.traffic;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.KernelException;
import dev.leakgate.linux.Signal;
import dev.leakgate.linux.SpawnSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a command, whose last word is the number of requests. */
public final class CounterCommand implements RequestCounter {

    private static final Duration AT_MOST = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 16;

    private final String command;

    /** Names a command for the shell. */
    public CounterCommand(String command) {
        this.command = command;
    }

    @Override
    public long read() throws CounterException {
        try {
            Path output = Files.createTempFile("leakgate-counter", ".txt");
            try {
                return number(run(output), output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException | KernelException failure) {
            throw refused("cannot be run: " + failure.getMessage());
        }
    }

    private Optional<ExitStatus> run(Path output) {
        ChildProcess process =
                ChildProcess.start(
                        new SpawnSpec(
                                Path.of("/bin/sh"),
                                List.of("sh", "-c", command),
                                System.getenv(),
                                null,
                                output,
                                Path.of("/dev/null"),
                                List.of()));
        try {
            return process.awaitExit(AT_MOST);
        } finally {
            process.signalGroup(Signal.SIGKILL);
            process.awaitExit(Duration.ofSeconds(1));
            process.forget();
        }
    }

    private long number(Optional<ExitStatus> exit, Path output)
            throws CounterException, IOException {
        if (exit.isEmpty()) {
            throw refused("had not ended after " + AT_MOST.toSeconds() + " s");
        }
        if (!exit.get().equals(new ExitStatus.Exited(0))) {
            throw refused("ended with " + exit.get());
        }
        String text;
        try (InputStream said = Files.newInputStream(output)) {
            text = new String(said.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        }
        String last = text.substring(text.lastIndexOf('\n') + 1);
        String word = last.substring(last.lastIndexOf(' ') + 1);
        if (!word.matches("[0-9]{1,18}")) {
            throw refused("said \"" + word + "\", which is no number");
        }
        return Long.parseLong(word);
    }

    private CounterException refused(String what) {
        return new CounterException("the counter command \"" + command + "\" " + what);
    }
}
