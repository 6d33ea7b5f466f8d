package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Lists the threads of a process, over and over, while some of them stand: {@code /proc/PID/task}
 * by the calls of the kernel itself. Allocates nothing once it is made.
 */
final class TaskDirectory implements AutoCloseable {

    /** What {@link #next} answers behind the last thread. */
    static final int END = 0;

    private static final long SYS_GETDENTS64 = 217; /* asm/unistd_64.h */
    private static final int O_DIRECTORY = 0200000; /* fcntl.h */
    private static final int O_CLOEXEC = 02000000; /* fcntl.h */
    private static final int ROOM = 1 << 16;

    /* struct linux_dirent64 */
    private static final int RECORD_LENGTH = 16;
    private static final int ENTRY_NAME = 19;

    private final int directory;
    private final Memory entries = new Memory(ROOM);
    private int length;
    private int at;

    /**
     * Opens it.
     *
     * @throws CaptureRefusedException when the process has ended
     */
    TaskDirectory(int pid) {
        directory = LibC.open("/proc/" + pid + "/task", O_DIRECTORY | O_CLOEXEC);
        if (directory < 0) {
            entries.close();
            throw CaptureRefusedException.ended(pid);
        }
    }

    /** Begins again with the first thread. */
    void rewind() {
        LibC.lseek(directory, 0, 0);
        length = 0;
        at = 0;
    }

    /** Gives the id of the next thread, or {@link #END}. */
    int next() {
        int tid = 0;
        while (tid == 0) {
            if (at >= length) {
                length = read();
                at = 0;
            }
            if (length <= 0) {
                return END;
            }
            tid = number(at + ENTRY_NAME);
            at += Short.toUnsignedInt(entries.getShort(at + RECORD_LENGTH));
        }
        return tid;
    }

    private int read() {
        long address = Pointer.nativeValue(entries);
        return (int) LibC.syscall(SYS_GETDENTS64, directory, address, ROOM, 0);
    }

    /** Reads the digits there; 0 when there are none, as in the names of the folder itself. */
    private int number(int from) {
        int number = 0;
        int digit = entries.getByte(from) - '0';
        for (int next = from; digit >= 0 && digit <= 9; digit = entries.getByte(next) - '0') {
            number = 10 * number + digit;
            next++;
        }
        return number;
    }

    @Override
    public void close() {
        Kernel.close(directory);
        entries.close();
    }
}
