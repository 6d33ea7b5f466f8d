package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.Duration;

/**
 * Has a stopped thread make one system call for us, and puts it back as if nothing had been.
 *
 * <p>We may be killed at any point. So the order is: first the frame by which the thread finds back
 * by itself ({@link SignalFrame}), then its registers, then its mask; and backwards the mask, then
 * the registers. Runs on the {@link NativeThread} and allocates nothing once it is made.
 */
final class SyscallInjection implements AutoCloseable {

    private static final long SYS_PWRITE64 = 18; /* asm/unistd_64.h */
    private static final long SYS_TGKILL = 234; /* asm/unistd_64.h */

    /** A fork of many gigabytes takes a while: 17 ms each. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final int[] ARGUMENTS_64 = {UserRegs.DI, UserRegs.SI, UserRegs.DX, UserRegs.R10};
    private static final int[] ARGUMENTS_32 = {UserRegs.BX, UserRegs.CX, UserRegs.DX, UserRegs.SI};

    private final int pid;
    private final ThreadStops stops;
    private final ThreadSlots slots;
    private final TargetCode code;
    private final int memory;
    private final CaptureStep.Listener listener;
    private final SignalFrame frame;
    private final Memory registers = new Memory(UserRegs.SIZE);
    private final Memory allSignals = new Memory(Ptrace.MASK_SIZE);
    private final long[] arguments = new long[4];
    private final Pause pause = new Pause();
    private int slot;
    private int tid;
    private boolean stopAgain;
    private int clone;

    /**
     * Prepares for calls.
     *
     * @param memory descriptor of /proc/PID/mem, to read and write
     */
    SyscallInjection(
            int pid,
            ThreadStops stops,
            TargetCode code,
            int memory,
            CaptureStep.Listener listener) {
        this.pid = pid;
        this.stops = stops;
        this.slots = stops.slots();
        this.code = code;
        this.memory = memory;
        this.listener = listener;
        frame = new SignalFrame(code);
        allSignals.setLong(0, -1);
    }

    /** Tells whether the process still runs the program that we looked at. */
    boolean isPossible() {
        return code.isStillIn(memory, registers);
    }

    /**
     * Chooses the thread and writes its frame.
     *
     * @return false when there is room on no thread's stack
     */
    boolean choose() {
        for (int fitness = BEST; fitness >= WORST; fitness--) {
            for (int next = 0; next < slots.count(); next++) {
                if (slots.stopped(next) && fitness(next) == fitness && writeFrame(next)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static final int BEST = 3;
    private static final int WORST = 1;

    /**
     * Tells how well a thread can do without its own stack for a while; 0 for one that cannot.
     *
     * <p>Best is one that waits in a call that we know. One whose call was held up before, and goes
     * on with what is left of its time, would find it interrupted if we were killed. One that
     * computes may be in the middle of what it begins anew when it moves to another processor
     * (rseq).
     */
    private int fitness(int next) {
        if (slots.is32(next) != code.is32()) {
            return 0;
        }
        if (!slots.inCall(next)) {
            return WORST;
        }
        long call = slots.register(next, UserRegs.ORIG_AX);
        boolean unknown =
                RestartableCalls.isRestart(code.is32(), (int) call)
                        && HeldUpCall.of(slots, next) == HeldUpCall.UNKNOWN;
        return unknown ? WORST + 1 : BEST;
    }

    private boolean writeFrame(int next) {
        frame.make(slots, next);
        long written =
                LibC.syscall(
                        SYS_PWRITE64,
                        memory,
                        Pointer.nativeValue(frame.block()),
                        frame.length(),
                        frame.start());
        if (written != frame.length()) {
            return false;
        }
        slot = next;
        tid = slots.tid(next);
        listener.reached(CaptureStep.FRAME_WRITTEN);
        return true;
    }

    /**
     * Clones the process. The other threads wait until this one is itself again: else it would be
     * the only one that is traced, and signals meant for it would interrupt them.
     *
     * @return the copy's pid, or a negative errno
     */
    long clone(int flags) {
        arguments[0] = flags;
        arguments[1] = frame.stackOfCopy();
        arguments[2] = 0;
        arguments[3] = 0;
        Ptrace.setOptions(tid, Ptrace.TRACE_SYSGOOD | Ptrace.TRACE_CLONE);
        return call(code.is32() ? 120 : 56); /* asm/unistd_32.h, asm/unistd_64.h: clone */
    }

    /** Reaps a copy that ended; the copy's pid, 0 when it has not, or a negative errno. */
    long reap(int child) {
        arguments[0] = child;
        arguments[1] = 0;
        arguments[2] = 0x40000001L; /* sys/wait.h: __WALL | WNOHANG */
        arguments[3] = 0;
        return call(code.is32() ? 114 : 61); /* asm/unistd_32.h, asm/unistd_64.h: wait4 */
    }

    /** The last clone's pid, also when the call could not be seen to its end; 0 for none. */
    int copy() {
        return clone;
    }

    private long call(int number) {
        set(number);
        Ptrace.writeRegisters(tid, Pointer.nativeValue(registers));
        listener.reached(CaptureStep.REGISTERS_SET);
        Ptrace.writeSignalMask(tid, Pointer.nativeValue(allSignals));
        listener.reached(CaptureStep.SIGNALS_BLOCKED);
        boolean entered = toSystemCall();
        listener.reached(CaptureStep.CALL_ENTERED);
        boolean left = entered && toSystemCall();
        listener.reached(CaptureStep.CALL_LEFT);
        Ptrace.readRegisters(tid, Pointer.nativeValue(registers));
        long result = registers.getLong(UserRegs.AX);
        if (left) {
            // A thread that goes on from here makes the call again that it was in; one that goes
            // on from the end of another call does not.
            Ptrace.interrupt(tid);
            Ptrace.goOn(tid, 0);
            awaitRequestedStop();
        }
        listener.reached(CaptureStep.BACK_ON_SIGNAL_PATH);
        Ptrace.writeSignalMask(tid, slots.at(slot, ThreadSlots.MASK));
        listener.reached(CaptureStep.SIGNALS_RESTORED);
        Ptrace.writeRegisters(tid, slots.at(slot, ThreadSlots.REGISTERS));
        listener.reached(CaptureStep.REGISTERS_RESTORED);
        HeldUpCall.keep(slots, slot);
        stops.releaseAll();
        if (stopAgain) {
            LibC.syscall(SYS_TGKILL, pid, tid, Signal.SIGSTOP, 0);
        }
        listener.reached(CaptureStep.RELEASED);
        if (!left) {
            throw new CaptureRefusedException(
                    "process " + pid + " did not make the system call that was to copy it",
                    "use another way to capture it");
        }
        return code.is32() ? (int) result : result;
    }

    private void set(int number) {
        slots.copy(slot, ThreadSlots.REGISTERS, UserRegs.SIZE, registers, 0);
        registers.setLong(UserRegs.IP, code.call());
        registers.setLong(UserRegs.SP, frame.stackOfThread());
        registers.setLong(UserRegs.AX, number);
        registers.setLong(UserRegs.ORIG_AX, -1);
        int[] places = code.is32() ? ARGUMENTS_32 : ARGUMENTS_64;
        for (int i = 0; i < places.length; i++) {
            registers.setLong(places[i], arguments[i]);
        }
    }

    /**
     * Goes on to the next border of a system call, over a clone's event.
     *
     * @return false when the thread did something else, and stands
     */
    private boolean toSystemCall() {
        Ptrace.toSystemCall(tid);
        while (true) {
            int status = awaitStop();
            if (WaitStatus.atSystemCall(status)) {
                return true;
            }
            if (WaitStatus.afterClone(status)) {
                clone = Ptrace.eventMessage(tid);
                listener.reached(CaptureStep.COPY_MADE);
            } else if (WaitStatus.signal(status) == Signal.SIGSTOP) {
                // The one signal that cannot be blocked and that is to come later.
                stopAgain = true;
            } else if (WaitStatus.signal(status) != 0) {
                return false;
            }
            Ptrace.toSystemCall(tid);
        }
    }

    private void awaitRequestedStop() {
        int status = awaitStop();
        while (!WaitStatus.onRequest(status)) {
            stopAgain |= WaitStatus.signal(status) == Signal.SIGSTOP;
            Ptrace.goOn(tid, 0);
            status = awaitStop();
        }
    }

    private int awaitStop() {
        pause.restart();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        int status = Ptrace.look(tid);
        while (status == Ptrace.NOTHING) {
            if (System.nanoTime() - deadline > 0) {
                throw CaptureRefusedException.doesNotStop(pid, tid);
            }
            pause.nap();
            status = Ptrace.look(tid);
        }
        if (status == Ptrace.NO_TRACEE || !WaitStatus.stopped(status)) {
            ReapedExits.keep(tid, status);
            slots.stands(slot, ThreadSlots.GONE);
            throw CaptureRefusedException.ended(pid);
        }
        return status;
    }

    @Override
    public void close() {
        frame.close();
        registers.close();
        allSignals.close();
        pause.close();
    }
}
