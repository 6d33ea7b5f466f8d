package dev.leakgate.labelled;

import dev.leakgate.load.LoadMethod;
import dev.leakgate.service.NativeService;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one run needs: its own service and load, with connections of its own.
 *
 * @param service what to launch
 * @param traffic what sends its requests
 * @param counters what forget.c counts; null for a service that is left as it is
 * @param after ends what the run needed beside the service
 */
record Session(
        NativeService service, Traffic traffic, @Nullable ForgetCounters counters, Closeable after)
        implements Closeable {

    /** Makes a session that needs nothing but its service and its folder. */
    Session(NativeService service, LoadMethod load, @Nullable ForgetCounters counters) {
        this(service, new Traffic.Requests(load), counters, () -> {});
    }

    /** Adds what is to be ended after the run. */
    Session after(Closeable end) {
        return new Session(service, traffic, counters, end);
    }

    @Override
    public void close() throws IOException {
        after.close();
    }
}
