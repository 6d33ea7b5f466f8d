package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Waits between two looks: first not at all, then ever longer, up to 0.2 ms. Allocates nothing once
 * it is made.
 */
final class Pause implements AutoCloseable {

    private static final int PR_SET_TIMERSLACK = 29; /* linux/prctl.h */
    private static final int LOOKS_WITHOUT = 10;
    private static final long SHORTEST = 10_000;
    private static final long LONGEST = 200_000;

    private final Memory duration = new Memory(16);
    private int looks;
    private long nanos = SHORTEST;

    Pause() {
        // The usual slack of 50 µs would make each nap longer than most stops take.
        LibC.prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
        duration.setLong(0, 0);
    }

    void restart() {
        looks = 0;
        nanos = SHORTEST;
    }

    void nap() {
        if (looks++ < LOOKS_WITHOUT) {
            return;
        }
        duration.setLong(8, nanos);
        LibC.nanosleep(duration, Pointer.NULL);
        nanos = Math.min(LONGEST, nanos + nanos / 2);
    }

    @Override
    public void close() {
        duration.close();
    }
}
