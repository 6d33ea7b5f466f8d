package dev.leakgate.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command that Ctrl-C ends put away what it has, before the JVM goes. */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch putAway = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "leakgate-interruption");
    private volatile boolean came;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        came = true;
        try {
            boolean unused = putAway.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
        putAway.countDown();
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It runs already, and goes on now.
        }
    }
}
