package dev.leakgate.linux;

import java.util.OptionalInt;

/** Names the signals of Linux on x86, as signal(7) does. */
public final class Signal {

    /** Asks a process to end. */
    public static final int SIGTERM = 15;

    /** Asks a process to end gracefully, where it knows how. */
    public static final int SIGQUIT = 3;

    /** Ends a process at once. */
    public static final int SIGKILL = 9;

    static final int SIGTRAP = 5;
    static final int SIGCONT = 18;
    static final int SIGSTOP = 19;

    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
        "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
        "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
    };

    private Signal() {}

    /** Returns the number of a signal by its name, {@code "SIGINT"}; empty when there is none. */
    public static OptionalInt byName(String name) {
        for (int signal = 1; signal < NAMES.length; signal++) {
            if (name.equals("SIG" + NAMES[signal])) {
                return OptionalInt.of(signal);
            }
        }
        return OptionalInt.empty();
    }

    /** Returns a signal's name, {@code "SIGSEGV"}, or {@code "signal 40"}. */
    public static String name(int signal) {
        return signal > 0 && signal < NAMES.length ? "SIG" + NAMES[signal] : "signal " + signal;
    }
}
