package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads {@code /proc/PID/status}. */
final class StatusParser implements LineSink {

    /** Above what any kernel prints. */
    private static final int MOST_LINES = 1000;

    /** Longer values are lists (of groups) that nobody asks for here. */
    private static final int LONGEST_VALUE = 1000;

    private final Map<String, String> values = new HashMap<>();

    private StatusParser() {}

    /** Reads the file; null when the process has gone. */
    static @Nullable ProcStatus read(ProcFile file, Path path) {
        StatusParser parser = new StatusParser();
        ProcFile.Outcome outcome = file.lines(path, parser, null, false);
        boolean gone = outcome == ProcFile.Outcome.GONE || parser.values.isEmpty();
        return gone ? null : parser.status();
    }

    @Override
    public void line(byte[] text, int from, int to) {
        if (to - from > LONGEST_VALUE || values.size() == MOST_LINES) {
            return;
        }
        String line = new String(text, from, to - from, StandardCharsets.UTF_8);
        int colon = line.indexOf(':');
        if (colon > 0 && colon + 1 < line.length()) {
            // One tab stands before the value; spaces that begin a name are the name's.
            int start = line.charAt(colon + 1) == '\t' ? colon + 2 : colon + 1;
            values.putIfAbsent(line.substring(0, colon), line.substring(start));
        }
    }

    private ProcStatus status() {
        String state = values.getOrDefault("State", "").strip();
        return new ProcStatus(
                unescape(values.getOrDefault("Name", "")),
                state.isEmpty() ? '?' : state.charAt(0),
                number("Tgid"),
                number("PPid"),
                number("TracerPid"),
                number("Uid"),
                number("Gid"),
                number("Threads"),
                bytes("VmRSS"),
                bytes("VmSize"),
                bytes("RssAnon"),
                bytes("VmSwap"),
                mask("SigBlk"),
                list("NSpid"));
    }

    /** Undoes what the kernel does to a name here: a line feed and a backslash are escaped. */
    private static String unescape(String name) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            char next = name.charAt(at);
            if (next == '\\' && at + 1 < name.length()) {
                at++;
                next = name.charAt(at) == 'n' ? '\n' : name.charAt(at);
            }
            plain.append(next);
        }
        return plain.toString();
    }

    /** Gives the first of the numbers that stand there. */
    private OptionalInt number(String key) {
        List<Integer> numbers = list(key);
        return numbers.isEmpty() ? OptionalInt.empty() : OptionalInt.of(numbers.get(0));
    }

    private List<Integer> list(String key) {
        List<Integer> numbers = new ArrayList<>();
        for (String word : words(key)) {
            try {
                // A uid may be above the largest int: 4294967295 says that there is none.
                numbers.add(Integer.parseUnsignedInt(word));
            } catch (NumberFormatException unreadable) {
                return List.of();
            }
        }
        return List.copyOf(numbers);
    }

    private OptionalLong bytes(String key) {
        List<String> words = words(key);
        if (words.size() != 2 || !words.get(1).equals("kB")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Math.multiplyExact(Long.parseLong(words.get(0)), 1024L));
        } catch (NumberFormatException | ArithmeticException unreadable) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong mask(String key) {
        try {
            return OptionalLong.of(Long.parseUnsignedLong(String.join("", words(key)), 16));
        } catch (NumberFormatException unreadable) {
            return OptionalLong.empty();
        }
    }

    private List<String> words(String key) {
        String value = values.getOrDefault(key, "").strip();
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }
}
