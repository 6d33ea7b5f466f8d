package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets threads go on that could not be let go at once: the kernel takes a detach from a thread only
 * once it stands, and one that waits for its vfork child or for a disk stands late.
 *
 * <p>Until then each of its signals stops it, so somebody must look often. Used on the {@link
 * NativeThread}.
 */
final class Stragglers {

    /**
     * Between two looks: most stand soon, and hold up whoever they wait for; some wait for long.
     */
    private static final long SHORTEST_NANOS = 100_000;

    private static final long LONGEST_NANOS = 2_000_000;

    private static final List<Integer> TIDS = new ArrayList<>();
    private static final Memory REGISTERS = new Memory(UserRegs.SIZE);

    private static boolean watched;

    private Stragglers() {}

    static void add(int tid) {
        if (!letGo(tid, Ptrace.look(tid)) && !TIDS.contains(tid)) {
            TIDS.add(tid);
            if (!watched) {
                watched = true;
                watch();
            }
        }
    }

    /** Takes a status that somebody else's look at a child brought. */
    static void hears(int tid, int status) {
        if (letGo(tid, status)) {
            TIDS.remove((Integer) tid);
        }
    }

    private static boolean lookAtAll() {
        TIDS.removeIf(tid -> letGo(tid, Ptrace.look(tid)));
        watched = !TIDS.isEmpty();
        return watched;
    }

    private static boolean letGo(int tid, int status) {
        if (status == Ptrace.NOTHING) {
            return false;
        }
        if (status == Ptrace.NO_TRACEE || !WaitStatus.stopped(status)) {
            ReapedExits.keep(tid, status);
            return true;
        }
        if (Ptrace.readRegisters(tid, Pointer.nativeValue(REGISTERS))) {
            InterruptedCall.repair(tid, REGISTERS, 0);
        }
        return Ptrace.detach(tid, WaitStatus.signal(status));
    }

    private static void watch() {
        Thread thread = new Thread(Stragglers::lookUntilNoneIsLeft, "leakgate-stragglers");
        thread.setDaemon(true);
        thread.start();
    }

    private static void lookUntilNoneIsLeft() {
        long nanos = SHORTEST_NANOS;
        do {
            LockSupport.parkNanos(nanos);
            nanos = Math.min(LONGEST_NANOS, nanos + nanos / 8);
        } while (NativeThread.call(Stragglers::lookAtAll));
    }
}
