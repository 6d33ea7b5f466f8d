package dev.leakgate.linux;

import com.sun.jna.Memory;

/**
 * Lays out on a thread's stack what lets it find back to itself, whatever becomes of us: the frame
 * that the kernel would have left there for a signal handler, with the thread's own registers and
 * mask. A thread that we leave in the middle of a call of ours returns from it into the restorer,
 * and so to where it was.
 *
 * <p>Below it lies a second one for the copy that a clone makes. The copy is to run never; if it
 * does, because we have ended, it finds itself in exit_group.
 *
 * <pre>
 *   low   [copy's frame] [thread's frame] [floating point state]  [red zone] sp   high
 * </pre>
 *
 * The addresses are those in the process, the bytes are made in {@link #block}. Nothing is
 * allocated once this is made.
 */
final class SignalFrame implements AutoCloseable {

    /** How a copy ends that ran after our end; by it the next capture knows it for ours. */
    static final int EXIT_CODE = 113;

    /** The x86-64 ABI lets a function use so much below its stack pointer. */
    private static final int RED_ZONE = 128;

    private static final int XSAVE_ALIGNMENT = 64;
    private static final int FRAME_ROOM = 512;
    private static final int FSAVE_SIZE = 112;
    private static final int FSAVE_SET_SIZE = 108;

    /* asm/sigcontext.h: struct _fpx_sw_bytes */
    private static final int SW_RESERVED = 464;
    private static final int FP_XSTATE_MAGIC1 = 0x46505853;
    private static final int FP_XSTATE_MAGIC2 = 0x46505845;

    /* asm/ucontext.h: UC_FP_XSTATE, UC_SIGCONTEXT_SS, UC_STRICT_RESTORE_SS */
    private static final int UC_FLAGS = 7;

    /** No such flags: so the kernel leaves the alternate stack as it is. */
    private static final int INVALID_SS_FLAGS = 0x7777;

    private static final int FLAGS_OF_COPY = 0x202;

    private final Memory block = new Memory(2 * FRAME_ROOM + ThreadSlots.LARGEST_XSTATE + 128);
    private final TargetCode code;
    private long start;
    private int length;
    private long xstateAt;

    SignalFrame(TargetCode code) {
        this.code = code;
    }

    /** Gives the bytes to be written at {@link #start}, {@link #length} of them. */
    Memory block() {
        return block;
    }

    long start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Gives the stack pointer with which the thread makes the call. */
    long stackOfThread() {
        return start + FRAME_ROOM;
    }

    /** Gives the stack pointer with which the copy would return from it. */
    long stackOfCopy() {
        return start;
    }

    /** Makes the frames for a thread that stands, from what its slot holds. */
    void make(ThreadSlots slots, int slot) {
        int xstate = XsaveArea.inFrame(slots.xstateLength(slot), slots.xstateInUse(slot));
        int fpBytes = xstate > 0 ? xstate + Integer.BYTES : XsaveArea.LEGACY;
        long end = slots.register(slot, UserRegs.SP) - RED_ZONE;
        xstateAt = (end - fpBytes) & -XSAVE_ALIGNMENT;
        start = xstateAt - 2 * FRAME_ROOM;
        length = 2 * FRAME_ROOM + fpBytes;
        block.clear(length);
        fillFloatingPoint(slots, slot, xstate);
        if (code.is32()) {
            frame32(slots, slot);
            copy32(slots, slot);
        } else {
            frame64(slots, slot);
            copy64(slots, slot);
        }
    }

    private void fillFloatingPoint(ThreadSlots slots, int slot, int xstate) {
        int at = 2 * FRAME_ROOM;
        if (code.is32()) {
            // The older form stands before the newer one, and both are read.
            slots.copy(slot, ThreadSlots.FP, FSAVE_SET_SIZE, block, at - FSAVE_SIZE);
        }
        if (xstate == 0) {
            int part = code.is32() ? ThreadSlots.FX_32 : ThreadSlots.FP;
            slots.copy(slot, part, XsaveArea.LEGACY, block, at);
            return;
        }
        slots.copy(slot, ThreadSlots.XSTATE, xstate, block, at);
        long features = block.getLong(at + SW_RESERVED);
        block.setInt(at + SW_RESERVED, FP_XSTATE_MAGIC1);
        block.setInt(at + SW_RESERVED + 4, xstate + Integer.BYTES);
        block.setLong(at + SW_RESERVED + 8, features);
        block.setInt(at + SW_RESERVED + 16, xstate);
        block.setInt(at + xstate, FP_XSTATE_MAGIC2);
    }

    /** Tells whether the thread must call again what it is in. */
    private static boolean restarts(ThreadSlots slots, int slot) {
        long result = slots.register(slot, UserRegs.AX);
        return slots.inCall(slot)
                && RestartableCalls.asksForRestart(slots.is32(slot) ? (int) result : result);
    }

    /**
     * Gives what the thread finds in ax: the number of the call that it makes again, or a result.
     */
    private static long resultOf(ThreadSlots slots, int slot) {
        if (!restarts(slots, slot)) {
            return slots.register(slot, UserRegs.AX);
        }
        long call = slots.register(slot, UserRegs.ORIG_AX);
        int first =
                RestartableCalls.isRestart(slots.is32(slot), (int) call)
                        ? HeldUpCall.of(slots, slot)
                        : HeldUpCall.UNKNOWN;
        return first == HeldUpCall.UNKNOWN ? call : first;
    }

    /** The instructions of both calls, {@code syscall} and {@code int 0x80}, have two bytes. */
    private static long pointOf(ThreadSlots slots, int slot) {
        return slots.register(slot, UserRegs.IP) - (restarts(slots, slot) ? 2 : 0);
    }

    /* asm/sigframe.h: struct rt_sigframe; asm/sigcontext.h: struct sigcontext */
    private static final int RESTORER = 0;
    private static final int FLAGS_64 = 8;
    private static final int SS_FLAGS_64 = 32;
    private static final int CONTEXT_64 = 48;
    private static final int CONTEXT_64_AX = 104;
    private static final int CONTEXT_64_DI = 64;
    private static final int CONTEXT_64_SP = 120;
    private static final int CONTEXT_64_IP = 128;
    private static final int CONTEXT_64_FLAGS = 136;
    private static final int CONTEXT_64_CS = 144;
    private static final int CONTEXT_64_SS = 150;
    private static final int CONTEXT_64_FPSTATE = 184;
    private static final int SIGMASK_64 = 304;

    /** The general registers of struct sigcontext, in its order, up to cx. */
    private static final int[] ORDER_64 = {
        UserRegs.R8, UserRegs.R9, UserRegs.R10, UserRegs.R11, UserRegs.R12, UserRegs.R13,
        UserRegs.R14, UserRegs.R15, UserRegs.DI, UserRegs.SI, UserRegs.BP, UserRegs.BX,
        UserRegs.DX, UserRegs.AX, UserRegs.CX, UserRegs.SP, UserRegs.IP, UserRegs.FLAGS
    };

    private static final long EXIT_GROUP_64 = 231; /* asm/unistd_64.h */
    private static final int EXIT_GROUP_32 = 252; /* asm/unistd_32.h */

    private void frame64(ThreadSlots slots, int slot) {
        int frame = FRAME_ROOM + Long.BYTES * code.pops();
        head64(frame);
        for (int i = 0; i < ORDER_64.length; i++) {
            block.setLong(
                    frame + CONTEXT_64 + (long) Long.BYTES * i, slots.register(slot, ORDER_64[i]));
        }
        int context = frame + CONTEXT_64;
        block.setLong(context + CONTEXT_64_AX, resultOf(slots, slot));
        block.setLong(context + CONTEXT_64_IP, pointOf(slots, slot));
        segments64(context, slots, slot);
        block.setLong(context + CONTEXT_64_FPSTATE, xstateAt);
        block.setLong(frame + SIGMASK_64, slots.mask(slot));
    }

    private void copy64(ThreadSlots slots, int slot) {
        int frame = Long.BYTES * code.pops();
        head64(frame);
        int context = frame + CONTEXT_64;
        block.setLong(context + CONTEXT_64_AX, EXIT_GROUP_64);
        block.setLong(context + CONTEXT_64_DI, EXIT_CODE);
        block.setLong(context + CONTEXT_64_SP, start);
        block.setLong(context + CONTEXT_64_IP, code.call());
        block.setLong(context + CONTEXT_64_FLAGS, FLAGS_OF_COPY);
        segments64(context, slots, slot);
        block.setLong(frame + SIGMASK_64, -1);
    }

    private void head64(int frame) {
        block.setLong(frame + RESTORER, code.restorer());
        block.setLong(frame + FLAGS_64, UC_FLAGS);
        block.setInt(frame + SS_FLAGS_64, INVALID_SS_FLAGS);
    }

    private void segments64(int context, ThreadSlots slots, int slot) {
        block.setShort(context + CONTEXT_64_CS, (short) slots.register(slot, UserRegs.CS));
        block.setShort(context + CONTEXT_64_SS, (short) slots.register(slot, UserRegs.SS));
    }

    /* asm/sigframe.h: struct rt_sigframe_ia32; asm/sigcontext.h: struct sigcontext_32 */
    private static final int FLAGS_32 = 144;
    private static final int SS_FLAGS_32 = 156;
    private static final int CONTEXT_32 = 164;
    private static final int CONTEXT_32_SP = 28;
    private static final int CONTEXT_32_BX = 32;
    private static final int CONTEXT_32_AX = 44;
    private static final int CONTEXT_32_IP = 56;
    private static final int CONTEXT_32_CS = 60;
    private static final int CONTEXT_32_FLAGS = 64;
    private static final int CONTEXT_32_SS = 72;
    private static final int CONTEXT_32_FPSTATE = 76;
    private static final int SIGMASK_32 = 252;

    /** The registers of struct sigcontext_32, in its order, up to ax. */
    private static final int[] ORDER_32 = {
        UserRegs.GS,
        UserRegs.FS,
        UserRegs.ES,
        UserRegs.DS,
        UserRegs.DI,
        UserRegs.SI,
        UserRegs.BP,
        UserRegs.SP,
        UserRegs.BX,
        UserRegs.DX,
        UserRegs.CX,
        UserRegs.AX
    };

    private static final int SEGMENTS_32 = 4;

    private void frame32(ThreadSlots slots, int slot) {
        int frame = FRAME_ROOM + Integer.BYTES * code.pops();
        head32(frame, slots, slot);
        int context = frame + CONTEXT_32;
        for (int i = SEGMENTS_32; i < ORDER_32.length; i++) {
            block.setInt(
                    context + (long) Integer.BYTES * i, (int) slots.register(slot, ORDER_32[i]));
        }
        block.setInt(context + CONTEXT_32_AX, (int) resultOf(slots, slot));
        block.setInt(context + CONTEXT_32_IP, (int) pointOf(slots, slot));
        block.setInt(context + CONTEXT_32_FLAGS, (int) slots.register(slot, UserRegs.FLAGS));
        block.setInt(context + CONTEXT_32_FPSTATE, (int) (xstateAt - FSAVE_SIZE));
        block.setLong(frame + SIGMASK_32, slots.mask(slot));
    }

    private void copy32(ThreadSlots slots, int slot) {
        int frame = Integer.BYTES * code.pops();
        head32(frame, slots, slot);
        int context = frame + CONTEXT_32;
        block.setInt(context + CONTEXT_32_AX, EXIT_GROUP_32);
        block.setInt(context + CONTEXT_32_BX, EXIT_CODE);
        block.setInt(context + CONTEXT_32_SP, (int) start);
        block.setInt(context + CONTEXT_32_IP, (int) code.call());
        block.setInt(context + CONTEXT_32_FLAGS, FLAGS_OF_COPY);
        block.setLong(frame + SIGMASK_32, -1);
    }

    private void head32(int frame, ThreadSlots slots, int slot) {
        block.setInt(frame + RESTORER, (int) code.restorer());
        block.setInt(frame + FLAGS_32, UC_FLAGS);
        block.setInt(frame + SS_FLAGS_32, INVALID_SS_FLAGS);
        int context = frame + CONTEXT_32;
        for (int i = 0; i < SEGMENTS_32; i++) {
            block.setInt(
                    context + (long) Integer.BYTES * i, (int) slots.register(slot, ORDER_32[i]));
        }
        block.setInt(context + CONTEXT_32_CS, (int) slots.register(slot, UserRegs.CS));
        block.setInt(context + CONTEXT_32_SS, (int) slots.register(slot, UserRegs.SS));
    }

    @Override
    public void close() {
        block.close();
    }
}
