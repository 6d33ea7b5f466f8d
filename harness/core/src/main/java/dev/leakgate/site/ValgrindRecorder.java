package dev.leakgate.site;

import dev.leakgate.service.NativeService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Records by valgrind's memcheck: many times slower, for what the others cannot be loaded into. */
final class ValgrindRecorder implements AllocationRecorder {

    private static final String REPORT = "valgrind";

    private final Path valgrind;
    private @Nullable String version;

    ValgrindRecorder(Path valgrind) {
        this.valgrind = valgrind;
    }

    @Override
    public String name() {
        return "valgrind";
    }

    @Override
    public @Nullable String version() {
        return version;
    }

    @Override
    public NativeService recorded(NativeService service, Path folder) {
        return service.under(
                List.of(
                        valgrind.toString(),
                        "--quiet",
                        "--leak-check=full",
                        "--show-leak-kinds=all",
                        "--trace-children=yes",
                        "--num-callers=32",
                        "--xml=yes",
                        "--xml-file=" + folder.resolve(REPORT) + ".%p"));
    }

    @Override
    public List<AllocationSite> read(Path folder, Duration atMost) throws SiteException {
        List<AllocationSite> sites = new ArrayList<>();
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(folder, REPORT + ".*")) {
            for (Path report : reports) {
                try (InputStream in = Files.newInputStream(report)) {
                    version = ValgrindReport.read(in, sites);
                } catch (XMLStreamException cutShort) {
                    // A process that was killed wrote half of it; what it wrote counts.
                }
            }
        } catch (IOException broken) {
            throw new SiteException("the report of valgrind cannot be read: " + broken);
        }
        if (sites.isEmpty()) {
            throw new SiteException(
                    "valgrind reported no leak: it looks at the exit, let the service exit at"
                            + " SIGTERM");
        }
        return sites;
    }
}
