package dev.leakgate.check;

import dev.leakgate.load.LoadGenerator;
import dev.leakgate.service.RunningService;
import java.time.Duration;

/** Ends the load as soon as the service's root ends, so that nobody waits for a dead service. */
final class ServiceWatch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

    /** Between the end of a service's connections and that of its process. */
    private static final Duration DYING = Duration.ofMillis(500);

    private final RunningService service;
    private final boolean leaderRuns;
    private final Thread thread;
    private volatile boolean closed;

    ServiceWatch(RunningService service, LoadGenerator load) {
        this.service = service;
        // One that went into the background has no leader to watch; the snapshots tell of its end.
        leaderRuns = !service.awaitEnd(Duration.ZERO);
        thread =
                new Thread(
                        () -> {
                            while (!closed) {
                                if (service.awaitEnd(LOOK)) {
                                    load.abort();
                                    return;
                                }
                            }
                        },
                        "leakgate-service-watch");
        thread.setDaemon(true);
        if (leaderRuns) {
            thread.start();
        }
    }

    /** Says whether the leader ended; waits a little for it when requests failed. */
    boolean died(boolean requestsFailed) {
        return leaderRuns && service.awaitEnd(requestsFailed ? DYING : Duration.ZERO);
    }

    @Override
    public void close() {
        closed = true;
    }
}
