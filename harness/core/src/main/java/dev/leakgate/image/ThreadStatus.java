package dev.leakgate.image;

/**
 * Holds what a core's NT_PRSTATUS says of a thread beside its registers.
 *
 * @param signal that it got and that ends it; 0 for none
 * @param pendingSignals set of signals, bit 0 is signal 1
 * @param blockedSignals set of signals, bit 0 is signal 1
 * @param userMicros CPU time in user mode
 * @param systemMicros CPU time in the kernel
 * @param childUserMicros the same of children waited for
 * @param childSystemMicros the same of children waited for
 */
public record ThreadStatus(
        int signal,
        long pendingSignals,
        long blockedSignals,
        long userMicros,
        long systemMicros,
        long childUserMicros,
        long childSystemMicros) {

    /** Stands for a thread of which nothing but its registers is known. */
    public static final ThreadStatus UNKNOWN = new ThreadStatus(0, 0, 0, 0, 0, 0, 0);

    /** Describes a thread by its signals. */
    public static ThreadStatus ofSignals(int signal, long pending, long blocked) {
        return new ThreadStatus(signal, pending, blocked, 0, 0, 0, 0);
    }
}
