package dev.leakgate.site;

import dev.leakgate.service.NativeService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records by LeakSanitizer's library, which looks at a normal exit for what nothing points to. Each
 * process writes a report of its own.
 */
final class LsanRecorder implements AllocationRecorder {

    private static final String REPORT = "lsan";
    private static final long LARGEST = 256 << 20;

    private final Path preload;

    LsanRecorder(Path preload) {
        this.preload = preload;
    }

    @Override
    public String name() {
        return "LeakSanitizer";
    }

    @Override
    public @Nullable String version() {
        return null;
    }

    @Override
    public NativeService recorded(NativeService service, Path folder) {
        // Frame pointers are rare in what is released: only the slow unwinder gets past one frame.
        String options =
                "fast_unwind_on_malloc=0:malloc_context_size=32:max_leaks=0:exitcode=0:log_path="
                        + folder.resolve(REPORT);
        return service.under(Recorders.preloading(preload, "LSAN_OPTIONS=" + options));
    }

    @Override
    public List<AllocationSite> read(Path folder, Duration atMost) throws SiteException {
        List<AllocationSite> sites = new ArrayList<>();
        boolean any = false;
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(folder, REPORT + ".*")) {
            for (Path report : reports) {
                any = true;
                if (Files.size(report) > LARGEST) {
                    throw new SiteException("the report of LeakSanitizer is larger than 256 MiB");
                }
                String text = new String(Files.readAllBytes(report), StandardCharsets.UTF_8);
                LsanReport.read(text, sites);
            }
        } catch (IOException broken) {
            throw new SiteException("the report of LeakSanitizer cannot be read: " + broken);
        }
        if (!any) {
            throw new SiteException(
                    "LeakSanitizer wrote no report: it looks at a normal exit only, and at what"
                            + " nothing points to; let the service exit at SIGTERM, or install"
                            + " heaptrack");
        }
        if (sites.isEmpty()) {
            throw new SiteException("LeakSanitizer found nothing that is unreachable at the exit");
        }
        return sites;
    }
}
