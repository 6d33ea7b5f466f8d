package dev.leakgate.linux;

/** Reads the status that waitpid(2) stores for a tracee. */
final class WaitStatus {

    /* sys/ptrace.h */
    private static final int EVENT_CLONE = 3;
    private static final int EVENT_STOP = 128;

    private static final int STOPPED = 0x7f;
    private static final int SYSGOOD = 0x80;

    private WaitStatus() {}

    /** Tells whether the thread only stopped; else it ended. */
    static boolean stopped(int status) {
        return (status & 0xff) == STOPPED;
    }

    /** Tells whether it stopped because it was asked to, or stands with its whole process. */
    static boolean onRequest(int status) {
        return stopped(status) && status >> 16 == EVENT_STOP;
    }

    /** Tells whether it stopped at the border of a system call. */
    static boolean atSystemCall(int status) {
        return stopped(status) && status >> 8 == (Signal.SIGTRAP | SYSGOOD);
    }

    /** Tells whether it stopped because it has just cloned. */
    static boolean afterClone(int status) {
        return stopped(status) && status >> 16 == EVENT_CLONE;
    }

    /** Gives the signal that it is about to get; 0 when it stopped for another reason. */
    static int signal(int status) {
        boolean delivery = stopped(status) && status >> 16 == 0 && !atSystemCall(status);
        return delivery ? (status >> 8) & 0xff : 0;
    }
}
