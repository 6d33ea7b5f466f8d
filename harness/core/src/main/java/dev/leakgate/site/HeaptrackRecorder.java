package dev.leakgate.site;

import dev.leakgate.service.NativeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records by heaptrack's library, which writes down each allocation and each free. Preloaded by
 * ourselves, not by its script: the service is to be our own child.
 */
final class HeaptrackRecorder implements AllocationRecorder {

    private static final String RAW = "heaptrack.raw";

    private final Path preload;
    private final HeaptrackInterpreter interpreter;
    private @Nullable String version;

    HeaptrackRecorder(Path preload, HeaptrackInterpreter interpreter) {
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
        try {
            if (!Files.isRegularFile(raw) || Files.size(raw) == 0) {
                throw new SiteException(
                        "heaptrack recorded nothing; a static or setuid program loads no library"
                                + " of others, site = VALGRIND watches it all the same");
            }
            HeaptrackFile file = interpreter.read(raw, folder, atMost);
            version = file.version();
            return file.sites();
        } catch (IOException broken) {
            throw new SiteException("what heaptrack recorded cannot be read: " + broken);
        }
    }
}
