package dev.leakgate.check;

import dev.leakgate.heap.ServiceHeaps;
import dev.leakgate.recording.Recorder;
import dev.leakgate.recording.Samples;
import dev.leakgate.report.WatchInfo;
import dev.leakgate.service.RunningService;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was recorded of a service while tests of others ran.
 *
 * @param recorder its snapshots, one after each pass of the tests
 * @param heaps what counted in them
 * @param samples cheap looks meanwhile
 * @param seen what else was seen
 * @param requestsOfFirstPass tests of the pass that warmed up
 * @param requestsPerPass tests of each pass behind it, or 1 when nobody told
 * @param service the service, which may have ended
 * @param trouble why nothing can be said, a sentence; null when all went well
 * @param witness of the service's crash; null when it was not traced
 * @param ended how the service ended meanwhile, a sentence; null while it runs
 */
public record WatchedService(
        Recorder recorder,
        ServiceHeaps heaps,
        Samples samples,
        WatchInfo seen,
        int requestsOfFirstPass,
        int requestsPerPass,
        RunningService service,
        @Nullable String trouble,
        @Nullable CrashWitness witness,
        @Nullable String ended) {}
