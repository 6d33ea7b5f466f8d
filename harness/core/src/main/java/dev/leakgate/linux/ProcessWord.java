package dev.leakgate.linux;

import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.io.RandomAccessFile;

/** Tells how wide the addresses of a process's program are. */
public final class ProcessWord {

    private static final int EI_CLASS = 4; /* elf.h */
    private static final int ELFCLASS32 = 1; /* elf.h */

    private ProcessWord() {}

    /**
     * Looks whether there is a process that can be looked into, and how wide its addresses are.
     *
     * @throws CaptureRefusedException when there is none, or it is closed to us
     */
    public static WordSize check(int pid, ProcReader proc) {
        TracePermission.exists(pid, proc);
        TracePermission.refuseIfClosed(pid, proc);
        return of(pid);
    }

    /**
     * Looks also whether nobody else traces it.
     *
     * @throws CaptureRefusedException when somebody does, or there is no such process
     */
    public static WordSize checkUntraced(int pid, ProcReader proc) {
        TracePermission.checkUntraced(pid, proc);
        return of(pid);
    }

    static WordSize of(int pid) {
        byte[] head = new byte[EI_CLASS + 1];
        try (RandomAccessFile program = new RandomAccessFile("/proc/" + pid + "/exe", "r")) {
            boolean narrow = program.read(head) == head.length && head[EI_CLASS] == ELFCLASS32;
            return narrow ? WordSize.BITS_32 : WordSize.BITS_64;
        } catch (IOException gone) {
            return WordSize.BITS_64;
        }
    }
}
