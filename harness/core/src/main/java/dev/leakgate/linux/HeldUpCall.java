package dev.leakgate.linux;

/**
 * Remembers which call a thread was in when it last made one for us. Held up twice, the thread is
 * in restart_syscall, of which the kernel alone knows what it goes on with; and the kernel forgets
 * that when the thread comes back by its signal frame. Used on the {@link NativeThread}.
 */
final class HeldUpCall {

    static final int UNKNOWN = -1;

    private static int tid;
    private static long stack;
    private static int call;

    private HeldUpCall() {}

    /** Keeps the call that a thread is in, if it is to go on with the rest of it. */
    static void keep(ThreadSlots slots, int slot) {
        int found = (int) slots.register(slot, UserRegs.ORIG_AX);
        if (!RestartableCalls.isRestart(slots.is32(slot), found)) {
            tid = slots.tid(slot);
            stack = slots.register(slot, UserRegs.SP);
            call = found;
        }
    }

    /** Gives the call that a thread in restart_syscall was in first, or {@link #UNKNOWN}. */
    static int of(ThreadSlots slots, int slot) {
        boolean same =
                slots.tid(slot) == tid && slots.register(slot, UserRegs.SP) == stack && tid != 0;
        return same ? call : UNKNOWN;
    }
}
