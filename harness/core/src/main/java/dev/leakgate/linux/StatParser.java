package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code /proc/PID/stat}, one line in which the command's name may hold anything. */
final class StatParser {

    private static final int COMM = 2;

    private StatParser() {}

    /** Reads the text; null when it is none of the kernel's. */
    static @Nullable ProcStat parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        int open = text.indexOf(" (");
        // Behind the name stand numbers only, so the last parenthesis is the one that ends it.
        int close = text.lastIndexOf(") ");
        if (open < 0 || close < open + 2) {
            return null;
        }
        Fields fields = new Fields(List.of(text.substring(close + 2).split(" ")));
        try {
            return new ProcStat(
                    Integer.parseInt(text.substring(0, open)),
                    text.substring(open + 2, close),
                    fields.text(3).charAt(0),
                    fields.integer(4),
                    fields.integer(5),
                    fields.integer(6),
                    fields.number(14),
                    fields.number(15),
                    fields.integer(20),
                    fields.number(22));
        } catch (NumberFormatException | IndexOutOfBoundsException unreadable) {
            return null;
        }
    }

    /** Gives the fields behind the name by the numbers that proc_pid_stat(5) gives them. */
    private record Fields(List<String> behindComm) {

        String text(int field) {
            return behindComm.get(field - COMM - 1);
        }

        int integer(int field) {
            return Integer.parseInt(text(field));
        }

        long number(int field) {
            return Long.parseLong(text(field));
        }
    }
}
