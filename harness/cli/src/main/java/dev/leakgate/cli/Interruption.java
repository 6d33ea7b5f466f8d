package dev.leakgate.cli;

import dev.leakgate.linux.ChildProcess;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that Ctrl-C ends put away what it has, before the JVM goes: a service that it
 * started is asked to end, and has time for it.
 */
final class Interruption implements AutoCloseable {

    /** More than a service has to end when it is asked. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch putAway = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "leakgate-interruption");
    private volatile boolean came;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
        ChildProcess.leaveAtEnd(PATIENCE);
    }

    private void await() {
        came = true;
        try {
            boolean unused = putAway.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says whether the command should come to its end. */
    boolean came() {
        return came;
    }

    /** Says that all is put away. */
    @Override
    public void close() {
        ChildProcess.leaveAtEnd(Duration.ZERO);
        putAway.countDown();
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It runs already, and goes on now.
        }
    }
}
