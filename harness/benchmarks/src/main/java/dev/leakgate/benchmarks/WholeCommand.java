package dev.leakgate.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code leakgate} as users do, by its script, which begins with an empty cache, and watches
 * from outside how much memory it has of its own; a core that it maps does not count.
 */
final class WholeCommand {

    private static final Path SCRIPT = Path.of(System.getProperty("leakgate.command", "leakgate"));

    /* The highest that is missed between two looks is little: memory comes by some MB in 10 ms. */
    private static final long EACH_MILLIS = 5;

    private final Path directory;

    /** Keeps the cache and what is printed in a directory. */
    WholeCommand(Path directory) {
        this.directory = directory;
    }

    /** What one run came to. */
    record Cost(long nanos, long peakKib) {}

    /** Runs it to its end; what it prints is in {@link #printed}. */
    Cost run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(printed())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("XDG_CACHE_HOME", directory.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long began = System.nanoTime();
        Process process = builder.start();
        long[] peak = new long[1];
        Thread watch = new Thread(() -> peak[0] = peakOf(process), "peak");
        watch.start();
        int status = process.waitFor();
        long took = System.nanoTime() - began;
        watch.join();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with status " + status);
        }
        return new Cost(took, peak[0]);
    }

    /** Gives the file with what the last run printed. */
    File printed() {
        return directory.resolve("printed").toFile();
    }

    private static long peakOf(Process process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        long peak = 0;
        try {
            while (process.isAlive()) {
                peak = Math.max(peak, anonymousKib(status));
                Thread.sleep(EACH_MILLIS);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return peak;
    }

    private static long anonymousKib(Path status) throws IOException {
        try {
            return OwnMemory.anonymousKib(
                    new String(Files.readAllBytes(status), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException ended) {
            if (Files.exists(status)) {
                throw ended;
            }
            return 0; // between its opening and its reading
        }
    }
}
