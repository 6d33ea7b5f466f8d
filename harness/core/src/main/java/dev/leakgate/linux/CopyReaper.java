package dev.leakgate.linux;

import dev.leakgate.units.WordSize;

/**
 * Has a process reap a copy of it that ended: the copy is a child that the process does not know
 * of, and nobody else may take notice of its end.
 */
final class CopyReaper {

    private static final int O_RDWR_CLOEXEC = 02 | 02000000; /* fcntl.h */
    private static final int ATTEMPTS = 3;
    private static final CaptureStep.Listener NOBODY = step -> {};

    private CopyReaper() {}

    /** Has copies reaped that captures left behind which were killed. */
    static void reapLeftovers(int pid, ProcReader proc) {
        for (int left : LeftoverCopies.of(pid, proc)) {
            reapOnce(pid, left, NOBODY);
        }
    }

    /** Has a copy reaped, or leaves it to the next capture. */
    static void reap(int pid, int copy, CaptureStep.Listener listener) {
        boolean reaped = false;
        for (int attempt = 0; attempt < ATTEMPTS && !reaped; attempt++) {
            try {
                reaped = reapOnce(pid, copy, listener);
            } catch (CaptureRefusedException | KernelException later) {
                // The process has ended, or the next capture reaps it.
            }
        }
    }

    /** False when that is not possible now. */
    private static boolean reapOnce(int pid, int copy, CaptureStep.Listener listener) {
        TargetCode code;
        int[] tids;
        int eye;
        try (ProcReader proc = new ProcReader()) {
            eye = TracePermission.eye(pid, proc);
            boolean is32 = ProcessWord.of(eye) == WordSize.BITS_32;
            code = proc.stat(pid).isEmpty() ? null : TargetCode.find(eye, is32, proc);
            tids = Reapers.bestFirst(pid, is32, proc);
        }
        if (code == null) {
            return false;
        }
        return NativeThread.call(
                () -> {
                    int memory = openMemory(eye);
                    try (Urgency urgency = new Urgency();
                            ThreadStops stops = new ThreadStops(pid, 1, listener);
                            SyscallInjection injection =
                                    new SyscallInjection(pid, stops, code, memory, listener)) {
                        urgency.begin();
                        stops.stopOneOf(tids);
                        return injection.isPossible()
                                && injection.choose()
                                && injection.reap(copy) == copy;
                    } finally {
                        Kernel.close(memory);
                    }
                });
    }

    /** Opens a process's memory, to read and to write. */
    static int openMemory(int pid) {
        int memory = LibC.open("/proc/" + pid + "/mem", O_RDWR_CLOEXEC);
        if (memory < 0) {
            throw TracePermission.refusal(pid, KernelException.lastErrno());
        }
        return memory;
    }
}
