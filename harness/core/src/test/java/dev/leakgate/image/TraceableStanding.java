package dev.leakgate.image;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.Frozen;
import dev.leakgate.linux.Signal;
import dev.leakgate.linux.SpawnSpec;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs standing.c so that it can be traced: the JDK does not wait on it. */
record TraceableStanding(ChildProcess process, Standing truth) implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    static TraceableStanding start(WordSize wordSize, int threads, Path folder) {
        Path program = Standing.program(wordSize);
        Path output = folder.resolve("standing.out");
        ChildProcess process =
                ChildProcess.start(
                        new SpawnSpec(
                                program,
                                List.of(program.toString(), Integer.toString(threads)),
                                Map.of(),
                                null,
                                output,
                                output,
                                List.of()));
        Frozen.await("the first line", () -> text(output).endsWith("\n"));
        return new TraceableStanding(process, Standing.of(wordSize, text(output).strip()));
    }

    private static String text(Path output) {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.signal(Signal.SIGKILL);
        process.awaitExit(DEADLINE);
        process.forget();
    }
}
