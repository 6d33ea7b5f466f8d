package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the one-line files of a thread: {@code syscall} and {@code schedstat}. */
final class ThreadFiles {

    private ThreadFiles() {}

    /**
     * Reads the stack pointer: the last field but one of {@code NR ARG×6 SP PC}, or of {@code -1 SP
     * PC} for a thread that is blocked outside a system call. A thread that runs shows {@code
     * running}.
     */
    static OptionalLong stackPointer(byte[] text) {
        String[] words = words(text);
        boolean shaped = words.length == 9 || (words.length == 3 && words[0].equals("-1"));
        String word = shaped ? words[words.length - 2] : "";
        if (!word.startsWith("0x")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseUnsignedLong(word.substring(2), 16));
        } catch (NumberFormatException unreadable) {
            return OptionalLong.empty();
        }
    }

    /** Tells whether a thread waits in a call, and in none that was held up before. */
    static boolean waitsInCall(int pid, int tid, boolean is32) {
        byte[] text = new ProcFile().whole(Path.of("/proc/" + pid + "/task/" + tid + "/syscall"));
        String[] words = text == null ? new String[0] : words(text);
        if (words.length != 9) {
            return false;
        }
        try {
            return !RestartableCalls.isRestart(is32, Integer.parseInt(words[0]));
        } catch (NumberFormatException running) {
            return false;
        }
    }

    /** Tells whether a thread has children; false where the kernel does not say. */
    static boolean hasChildren(int pid, int tid) {
        byte[] text = new ProcFile().whole(Path.of("/proc/" + pid + "/task/" + tid + "/children"));
        return text != null && text.length > 0;
    }

    /** Reads how long a thread ran. */
    static OptionalLong ran(int pid, int tid) {
        byte[] text = new ProcFile().whole(Path.of("/proc/" + pid + "/task/" + tid + "/schedstat"));
        return text == null ? OptionalLong.empty() : ranNanos(text);
    }

    /** Reads how long the thread ran: the first of three numbers, in nanoseconds. */
    static OptionalLong ranNanos(byte[] text) {
        String[] words = words(text);
        if (words.length != 3) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(words[0]));
        } catch (NumberFormatException unreadable) {
            return OptionalLong.empty();
        }
    }

    /** Tells whether a thread ended, and only its entry is left. */
    static boolean ended(int pid, int tid) {
        ProcStat stat = stat(pid, tid);
        return stat == null || stat.zombie();
    }

    /** Says what the kernel tells of a thread that does not stop. */
    static String whatItDoes(int pid, int tid) {
        ProcStat stat = stat(pid, tid);
        if (stat == null) {
            return "it has ended";
        }
        return "\"" + stat.comm() + "\" is " + (stat.state() == 'D' ? IN_THE_KERNEL : "running");
    }

    private static final String IN_THE_KERNEL =
            "in state D: it waits for a child that it made by vfork, or for a device";

    private static @Nullable ProcStat stat(int pid, int tid) {
        byte[] text = new ProcFile().whole(Path.of("/proc/" + pid + "/task/" + tid + "/stat"));
        return text == null ? null : StatParser.parse(text);
    }

    private static String[] words(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII).strip().split(" ");
    }
}
