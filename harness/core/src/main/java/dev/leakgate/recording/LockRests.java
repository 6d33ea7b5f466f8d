package dev.leakgate.recording;

import dev.leakgate.linux.PageScan;
import java.util.concurrent.locks.LockSupport;

/**
 * Rests now and then between the steps of a scan, so that a service that maps or unmaps gets in.
 *
 * <p>A thread that waits for the mapping lock must first be woken when we give it up; who takes it
 * again within microseconds keeps it out for 4 ms and more, until the kernel hands it over
 * (measured: waits of up to 16 ms in a scan without rests, 1 ms in one with them).
 */
final class LockRests implements PageScan.Stop {

    private static final long AFTER_NANOS = 500_000;
    private static final long REST_NANOS = 50_000;

    private final PageScan.Stop stop;
    private long since = System.nanoTime();
    private long rested;

    LockRests(PageScan.Stop stop) {
        this.stop = stop;
    }

    @Override
    public boolean now() {
        if (stop.now()) {
            return true;
        }
        long now = System.nanoTime();
        if (now - since >= AFTER_NANOS) {
            LockSupport.parkNanos(REST_NANOS);
            since = System.nanoTime();
            rested += since - now;
        }
        return false;
    }

    /** Returns how long it rested. */
    long restedNanos() {
        return rested;
    }
}
