package dev.leakgate.site;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.Signal;
import dev.leakgate.linux.SpawnSpec;
import dev.leakgate.service.NativeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records by heaptrack's library, which writes down each allocation and each free. Preloaded by
 * ourselves, not by its script: the service is to be our own child.
 */
final class HeaptrackRecorder implements AllocationRecorder {

    private static final String RAW = "heaptrack.raw";
    private static final String INTERPRETED = "heaptrack.txt";
    private static final String ERRORS = "heaptrack.err";

    private final Path preload;
    private final Path interpreter;
    private @Nullable String version;

    HeaptrackRecorder(Path preload, Path interpreter) {
        this.preload = preload;
        this.interpreter = interpreter;
    }

    @Override
    public String name() {
        return "heaptrack";
    }

    @Override
    public @Nullable String version() {
        return version;
    }

    @Override
    public NativeService recorded(NativeService service, Path folder) {
        return service.under(
                Recorders.preloading(preload, "DUMP_HEAPTRACK_OUTPUT=" + folder.resolve(RAW)));
    }

    @Override
    public List<AllocationSite> read(Path folder, Duration atMost)
            throws SiteException, InterruptedException {
        Path raw = folder.resolve(RAW);
        Path interpreted = folder.resolve(INTERPRETED);
        try {
            if (!Files.isRegularFile(raw) || Files.size(raw) == 0) {
                throw new SiteException(
                        "heaptrack recorded nothing; a static or setuid program loads no library"
                                + " of others, site = VALGRIND watches it all the same");
            }
            interpret(raw, interpreted, folder.resolve(ERRORS), atMost);
            HeaptrackFile file = HeaptrackFile.read(interpreted);
            version = file.version();
            return file.sites();
        } catch (IOException broken) {
            throw new SiteException("what heaptrack recorded cannot be read: " + broken);
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
                                        interpreter.toString(),
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
