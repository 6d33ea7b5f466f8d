package dev.leakgate.site;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.Signal;
import dev.leakgate.linux.SpawnSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what heaptrack's library wrote into what can be read, by heaptrack's own program.
 *
 * @param program heaptrack_interpret
 */
record HeaptrackInterpreter(Path program) {

    private static final String INTERPRETED = "heaptrack.txt";
    private static final String ERRORS = "heaptrack.err";

    /**
     * Reads what was recorded, and removes it.
     *
     * @param folder where files may lie meanwhile
     * @param atMost how long the program may take
     */
    HeaptrackFile read(Path raw, Path folder, Duration atMost)
            throws SiteException, InterruptedException, IOException {
        Path interpreted = folder.resolve(INTERPRETED);
        try {
            interpret(raw, interpreted, folder.resolve(ERRORS), atMost);
            return HeaptrackFile.read(interpreted);
        } finally {
            // Hundreds of megabytes that nobody reads again.
            deleteQuietly(raw);
            deleteQuietly(interpreted);
        }
    }

    /** Has heaptrack's own program resolve the addresses; it reads its standard input. */
    private void interpret(Path raw, Path interpreted, Path errors, Duration atMost)
            throws SiteException, InterruptedException, IOException {
        Files.deleteIfExists(interpreted);
        ChildProcess process =
                ChildProcess.start(
                        new SpawnSpec(
                                Path.of("/bin/sh"),
                                List.of(
                                        "sh",
                                        "-c",
                                        "exec \"$1\" < \"$2\"",
                                        "sh",
                                        program.toString(),
                                        raw.toString()),
                                Map.of("LC_ALL", "C"),
                                null,
                                interpreted,
                                errors,
                                List.of()));
        try {
            Optional<ExitStatus> exit = process.awaitExit(atMost);
            if (exit.isEmpty()) {
                throw new SiteException(
                        "heaptrack_interpret had not ended after " + atMost.toSeconds() + " s");
            }
            if (!(exit.get() instanceof ExitStatus.Exited exited) || exited.code() != 0) {
                throw new SiteException("heaptrack_interpret failed with " + exit.get());
            }
        } finally {
            process.signalGroup(Signal.SIGKILL);
            process.awaitExit(Duration.ofSeconds(1));
            process.forget();
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException staysThere) {
            // Room on the disk is all that is lost.
        }
    }
}
