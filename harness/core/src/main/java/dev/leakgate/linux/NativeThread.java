package dev.leakgate.linux;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs calls on the one thread that is the parent and the tracer of all services.
 *
 * <p>The kernel sends a parent-death signal when the parent <em>thread</em> ends, and takes ptrace
 * calls only from the thread that attached; so this thread is made once and lives as long as the
 * harness. No other thread may wait on a service: that would swallow its ptrace stops.
 */
final class NativeThread {

    private static final ExecutorService THREAD =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "leakgate-native");
                        thread.setDaemon(true);
                        return thread;
                    });

    private NativeThread() {}

    /**
     * Runs a call there and returns its answer; an interrupt of the caller does not cut it short.
     */
    static <T> T call(Callable<T> call) {
        var future = THREAD.submit(call);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
