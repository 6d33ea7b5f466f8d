package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Makes the calls of ptrace(2) and waits for their stops. All must come from the {@link
 * NativeThread}: the kernel knows the thread that attached, and no other. None allocates.
 */
final class Ptrace {

    /* sys/ptrace.h */
    private static final long CONT = 7;
    private static final long GETREGS = 12;
    private static final long SETREGS = 13;
    private static final long DETACH = 17;
    private static final long SYSCALL = 24;
    private static final long SETOPTIONS = 0x4200;
    private static final long GETEVENTMSG = 0x4201;
    private static final long GETREGSET = 0x4204;
    private static final long SEIZE = 0x4206;
    private static final long INTERRUPT = 0x4207;
    private static final long LISTEN = 0x4208;
    private static final long GETSIGMASK = 0x420a;
    private static final long SETSIGMASK = 0x420b;

    /** Marks the stops of {@link #toSystemCall} (sys/ptrace.h: PTRACE_O_TRACESYSGOOD). */
    static final int TRACE_SYSGOOD = 1;

    /** Attaches to what the thread clones (sys/ptrace.h: PTRACE_O_TRACECLONE). */
    static final int TRACE_CLONE = 1 << 3;

    /** Kills the tracee when its tracer ends (sys/ptrace.h: PTRACE_O_EXITKILL). */
    static final int EXIT_KILL = 1 << 20;

    /** What {@link #look} answers when nothing happened. */
    static final int NOTHING = -1;

    /** What {@link #look} answers when there is no such tracee any more. */
    static final int NO_TRACEE = -2;

    /** sizeof(kernel_sigset_t) */
    static final int MASK_SIZE = 8;

    private static final int WNOHANG = 1; /* sys/wait.h */
    private static final int WALL = 0x40000000; /* sys/wait.h: __WALL */
    private static final int IOVEC_SIZE = 16; /* sys/uio.h */

    private static final Memory STATUS = new Memory(4);
    private static final Memory GROUP_STATUS = new Memory(4);
    private static final Memory WORD = new Memory(8);
    private static final Memory IOVEC = new Memory(IOVEC_SIZE);
    private static final long WORD_AT = Pointer.nativeValue(WORD);
    private static final long IOVEC_AT = Pointer.nativeValue(IOVEC);

    private Ptrace() {}

    /** Becomes a thread's tracer without stopping it; 0, or the errno. */
    static int seize(int tid, int options) {
        return LibC.ptrace(SEIZE, tid, 0, options) == 0 ? 0 : Native.getLastError();
    }

    /** Asks a thread to stop. */
    static boolean interrupt(int tid) {
        return did(LibC.ptrace(INTERRUPT, tid, 0, 0), "PTRACE_INTERRUPT", tid);
    }

    /** Lets a stopped thread go on and gives it a signal, if not 0. */
    static boolean goOn(int tid, int signal) {
        return did(LibC.ptrace(CONT, tid, 0, signal), "PTRACE_CONT", tid);
    }

    /** Leaves a thread standing that stopped with its whole process, until all go on. */
    static boolean listen(int tid) {
        return did(LibC.ptrace(LISTEN, tid, 0, 0), "PTRACE_LISTEN", tid);
    }

    /** Lets a stopped thread go on up to the next border of a system call. */
    static boolean toSystemCall(int tid) {
        return did(LibC.ptrace(SYSCALL, tid, 0, 0), "PTRACE_SYSCALL", tid);
    }

    /** Lets a stopped thread go on for good and gives it a signal, if not 0. */
    static boolean detach(int tid, int signal) {
        return did(LibC.ptrace(DETACH, tid, 0, signal), "PTRACE_DETACH", tid);
    }

    static boolean setOptions(int tid, int options) {
        return did(LibC.ptrace(SETOPTIONS, tid, 0, options), "PTRACE_SETOPTIONS", tid);
    }

    /** Reads all general registers, in the 64-bit order ({@link UserRegs}) for any thread. */
    static boolean readRegisters(int tid, long into) {
        return did(LibC.ptrace(GETREGS, tid, 0, into), "PTRACE_GETREGS", tid);
    }

    static boolean writeRegisters(int tid, long from) {
        return did(LibC.ptrace(SETREGS, tid, 0, from), "PTRACE_SETREGS", tid);
    }

    /** Reads the signals that a thread blocks outside of the system call that it is in. */
    static boolean readSignalMask(int tid, long into) {
        return did(LibC.ptrace(GETSIGMASK, tid, MASK_SIZE, into), "PTRACE_GETSIGMASK", tid);
    }

    static boolean writeSignalMask(int tid, long from) {
        return did(LibC.ptrace(SETSIGMASK, tid, MASK_SIZE, from), "PTRACE_SETSIGMASK", tid);
    }

    /** Reads a set of registers; gives its length, 0 when the machine or the thread has none. */
    static int readRegisterSet(int tid, int type, long into, int room) {
        IOVEC.setLong(0, into);
        IOVEC.setLong(8, room);
        return LibC.ptrace(GETREGSET, tid, type, IOVEC_AT) == 0 ? (int) IOVEC.getLong(8) : 0;
    }

    /** Reads what an event was about: the tid of the clone. */
    static int eventMessage(int tid) {
        WORD.setLong(0, 0);
        LibC.ptrace(GETEVENTMSG, tid, 0, WORD_AT);
        return (int) WORD.getLong(0);
    }

    /**
     * Looks whether a tracee stopped or ended.
     *
     * @return a wait status (see {@link WaitStatus}), {@link #NOTHING} or {@link #NO_TRACEE}
     */
    static int look(int tid) {
        while (true) {
            int answer = LibC.waitpid(tid, STATUS, WNOHANG | WALL);
            if (answer == tid) {
                return STATUS.getInt(0);
            }
            if (answer == 0) {
                return NOTHING;
            }
            if (Native.getLastError() != Errno.EINTR) {
                return NO_TRACEE;
            }
        }
    }

    /**
     * Looks whether any tracee or child of a process group stopped or ended.
     *
     * @return its id, whose status {@link #groupStatus} gives; 0 or less when nothing happened
     */
    static int lookAtGroup(int group) {
        return LibC.waitpid(-group, GROUP_STATUS, WNOHANG | WALL);
    }

    static int groupStatus() {
        return GROUP_STATUS.getInt(0);
    }

    /** False when the thread ended, which may happen at any time; else it is our own mistake. */
    private static boolean did(long answer, String call, int tid) {
        if (answer == 0) {
            return true;
        }
        int errno = Native.getLastError();
        if (errno == Errno.ESRCH) {
            return false;
        }
        throw new KernelException(
                call, "thread " + tid, errno, "the service goes on; take the snapshot again");
    }
}
