package dev.leakgate.labelled;

import dev.leakgate.load.LoadMethod;
import dev.leakgate.service.NativeService;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one run needs: its own service and load, with connections of its own.
 *
 * @param service what to launch
 * @param load sends one request
 * @param counters what forget.c counts; null for a service that is left as it is
 */
record Session(NativeService service, LoadMethod load, @Nullable ForgetCounters counters) {}
