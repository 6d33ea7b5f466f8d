package dev.leakgate.site;

import dev.leakgate.service.NativeService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records the allocations of a service that it is launched with. */
public sealed interface AllocationRecorder
        permits HeaptrackRecorder, LsanRecorder, ValgrindRecorder {

    /** Returns the tool's name. */
    String name();

    /** Returns the tool's version, known once it has run; null when it tells none. */
    @Nullable String version();

    /**
     * Returns the same service, launched so that the tool records it.
     *
     * @param folder where the tool writes; absolute
     */
    NativeService recorded(NativeService service, Path folder);

    /**
     * Reads what was not freed, once the service has ended.
     *
     * @param folder that it was recorded in
     * @param atMost how long this may take
     * @throws SiteException when the tool failed or recorded nothing
     */
    List<AllocationSite> read(Path folder, Duration atMost)
            throws SiteException, InterruptedException;
}
