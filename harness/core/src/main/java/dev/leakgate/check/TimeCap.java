package dev.leakgate.check;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts the calling thread when its time is over, and not a moment after it was closed. */
final class TimeCap implements AutoCloseable {

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "leakgate-time-cap");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Thread capped = Thread.currentThread();
    private boolean closed;
    private boolean over;

    /** Begins to watch; {@code deadline} is one of {@link System#nanoTime}. */
    TimeCap(long deadline) {
        var unused =
                timer.schedule(this::interrupt, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private synchronized void interrupt() {
        if (!closed) {
            over = true;
            capped.interrupt();
        }
    }

    synchronized boolean isOver() {
        return over;
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.shutdownNow();
        if (over) {
            // The interrupt was ours; what comes after the cap must not see it.
            Thread.interrupted();
        }
    }
}
