package dev.leakgate.check;

import dev.leakgate.linux.ExitStatus;
import dev.leakgate.load.LoadGenerator;
import dev.leakgate.service.RunningService;
import java.time.Duration;
import java.util.Optional;

/** Ends the load as soon as the launched process ends, so that nobody waits for a dead service. */
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
        leaderRuns = service.exitStatus().isEmpty();
        thread =
                new Thread(
                        () -> {
                            while (!closed) {
                                if (service.awaitExit(LOOK).isPresent()) {
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

    /** Returns how the leader ended; waits a little for it when requests failed. */
    Optional<ExitStatus> died(boolean requestsFailed) {
        if (!leaderRuns) {
            return Optional.empty();
        }
        return service.awaitExit(requestsFailed ? DYING : Duration.ZERO);
    }

    @Override
    public void close() {
        closed = true;
    }
}
