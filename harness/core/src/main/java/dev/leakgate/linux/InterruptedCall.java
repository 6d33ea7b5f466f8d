package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Hides from a thread that it was stopped: a call that answered EINTR only because of that is made
 * again. If a handler of a signal has run meanwhile, the kernel answers EINTR after all.
 */
final class InterruptedCall {

    private static final int EINTR_RESULT = -Errno.EINTR;

    private InterruptedCall() {}

    /**
     * Repairs the call of a thread that stands.
     *
     * @param registers as just read ({@link UserRegs}), at a place in a block; changed too
     */
    static void repair(int tid, Memory block, long registers) {
        if ((int) block.getLong(registers + UserRegs.AX) == EINTR_RESULT
                && isRestartable(block, registers)) {
            block.setLong(registers + UserRegs.AX, RestartableCalls.ERESTARTNOHAND);
            Ptrace.writeRegisters(tid, Pointer.nativeValue(block) + registers);
        }
    }

    /** Tells whether registers are those of a thread in a call that shows its caller any stop. */
    static boolean isRestartable(Memory block, long registers) {
        boolean is32 = block.getLong(registers + UserRegs.CS) == UserRegs.CS_32;
        int call = (int) block.getLong(registers + UserRegs.ORIG_AX);
        int first = is32 ? UserRegs.BX : UserRegs.DI;
        return call >= 0 && RestartableCalls.contains(is32, call, block.getLong(registers + first));
    }
}
