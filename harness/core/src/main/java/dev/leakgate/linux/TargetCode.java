package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the instructions in a process that a system call can be made with from outside, so that
 * none of its code need be changed: one that enters the kernel and then returns, and the way back
 * from a signal handler that libc or the kernel keeps for every process.
 *
 * @param is32 whether it is 32-bit code
 * @param call address of {@code syscall}, or of {@code int 0x80}
 * @param pops how many words are taken from the stack between the call and the return
 * @param restorer address of the code that makes rt_sigreturn
 */
record TargetCode(boolean is32, long call, int pops, long restorer) {

    /** Text beyond this is not searched: libc has 1.5 MB. */
    private static final long MOST_TEXT = 16L << 20;

    private static final int WINDOW = 1 << 16;

    /** Longer than any of the patterns. */
    private static final int OVERLAP = 32;

    private static final int MOST_POPS = 8;

    private static final byte RET = (byte) 0xc3;
    private static final byte REX_B = 0x41;
    private static final byte POP_AX = 0x58;
    private static final byte POP_SP = 0x5c;
    private static final byte POP_DI = 0x5f;

    private static final byte[] SYSCALL = {0x0f, 0x05};
    private static final byte[] INT_80 = {(byte) 0xcd, (byte) 0x80};

    /** mov $15, %rax; syscall */
    private static final byte[] RESTORER_64 = {0x48, (byte) 0xc7, (byte) 0xc0, 15, 0, 0, 0, 15, 5};

    /** mov $15, %eax; syscall */
    private static final byte[] RESTORER_64_SHORT = {(byte) 0xb8, 15, 0, 0, 0, 15, 5};

    /** mov $173, %eax; int $0x80 */
    private static final byte[] RESTORER_32 = {
        (byte) 0xb8, (byte) 0xad, 0, 0, 0, (byte) 0xcd, (byte) 0x80
    };

    /** Looks through the code of a process; null when it has not got all that is needed. */
    static @Nullable TargetCode find(int pid, boolean is32, ProcReader proc) {
        List<long[]> texts = new ArrayList<>();
        proc.maps(
                pid,
                entry -> {
                    if (entry.executable()
                            && entry.readable()
                            && !entry.name().equals("[vsyscall]")) {
                        texts.add(new long[] {entry.start(), entry.end()});
                    }
                });
        Search search = new Search(is32);
        try (ProcMemory memory = ProcMemory.open(pid).orElse(null)) {
            if (memory == null) {
                return null;
            }
            // From the upper end: the kernel's and the loader's code is small, libc is next to it.
            long searched = 0;
            for (int i = texts.size() - 1; i >= 0 && searched < MOST_TEXT; i--) {
                long[] text = texts.get(i);
                search.in(memory, text[0], Math.min(text[1], text[0] + MOST_TEXT - searched));
                searched += text[1] - text[0];
                if (search.call != 0 && search.restorer != 0) {
                    return new TargetCode(is32, search.call, search.pops, search.restorer);
                }
            }
        }
        return null;
    }

    /**
     * Tells whether the code is still there: by the time the process stands it may run another
     * program.
     *
     * @param memory descriptor of /proc/PID/mem
     */
    boolean isStillIn(int memory, Memory scratch) {
        byte[] call = is32 ? INT_80 : SYSCALL;
        return shows(memory, this.call, call, scratch)
                && (shows(memory, restorer, RESTORER_32, scratch)
                        || shows(memory, restorer, RESTORER_64, scratch)
                        || shows(memory, restorer, RESTORER_64_SHORT, scratch));
    }

    private static boolean shows(int memory, long address, byte[] code, Memory scratch) {
        long read =
                LibC.syscall(
                        SYS_PREAD64, memory, Pointer.nativeValue(scratch), code.length, address);
        boolean same = read == code.length;
        for (int i = 0; same && i < code.length; i++) {
            same = scratch.getByte(i) == code[i];
        }
        return same;
    }

    private static final long SYS_PREAD64 = 17; /* asm/unistd_64.h */

    private static final class Search {

        private final boolean is32;
        private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
        private long call;
        private int pops;
        private long restorer;

        Search(boolean is32) {
            this.is32 = is32;
        }

        void in(ProcMemory memory, long start, long end) {
            long at = start;
            while (at < end && (call == 0 || restorer == 0)) {
                window.clear().limit((int) Math.min(WINDOW, end - at));
                int length = memory.read(at, window);
                lookAt(window.array(), length, at);
                if (length < WINDOW) {
                    return;
                }
                at += length - OVERLAP;
            }
        }

        private void lookAt(byte[] text, int length, long address) {
            for (int i = 0; i + OVERLAP <= length; i++) {
                byte first = text[i];
                if (call == 0 && first == (is32 ? INT_80 : SYSCALL)[0]) {
                    int found = popsBehind(text, i);
                    if (found >= 0) {
                        call = address + i;
                        pops = found;
                    }
                }
                if (restorer == 0 && isRestorer(text, i)) {
                    restorer = address + i;
                }
            }
        }

        private boolean isRestorer(byte[] text, int at) {
            return is32
                    ? matches(text, at, RESTORER_32)
                    : matches(text, at, RESTORER_64) || matches(text, at, RESTORER_64_SHORT);
        }

        /** Counts the pops between a call and a return; −1 when it is no such code. */
        private int popsBehind(byte[] text, int at) {
            if (!matches(text, at, is32 ? INT_80 : SYSCALL)) {
                return -1;
            }
            int next = at + 2;
            for (int count = 0; count <= MOST_POPS; count++) {
                if (text[next] == RET) {
                    return count;
                }
                if (!is32 && text[next] == REX_B) {
                    next++;
                }
                boolean pop = text[next] >= POP_AX && text[next] <= POP_DI;
                if (!pop || text[next] == POP_SP) {
                    return -1;
                }
                next++;
            }
            return -1;
        }

        private static boolean matches(byte[] text, int at, byte[] code) {
            for (int i = 0; i < code.length; i++) {
                if (text[at + i] != code[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
