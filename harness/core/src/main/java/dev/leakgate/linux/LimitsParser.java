package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code /proc/PID/limits}: a table with a headline, columns parted by two spaces or more.
 */
final class LimitsParser implements LineSink {

    private static final Pattern LINE =
            Pattern.compile("(\\S+(?: \\S+)*) {2,}(unlimited|\\d+) +(unlimited|\\d+) *(\\S*) *");

    /** Kernels print 16 lines of 80 bytes. */
    private static final int MOST_LINES = 100;

    private static final int LONGEST_LINE = 200;

    final Map<String, ProcLimit> limits = new LinkedHashMap<>();

    @Override
    public void line(byte[] text, int from, int to) {
        if (to - from > LONGEST_LINE || limits.size() == MOST_LINES) {
            return;
        }
        Matcher line = LINE.matcher(new String(text, from, to - from, StandardCharsets.US_ASCII));
        if (line.matches()) {
            ProcLimit limit =
                    new ProcLimit(value(line.group(2)), value(line.group(3)), line.group(4));
            limits.put(line.group(1), limit);
        }
    }

    private static OptionalLong value(String word) {
        try {
            return OptionalLong.of(Long.parseUnsignedLong(word));
        } catch (NumberFormatException unlimited) {
            return OptionalLong.empty();
        }
    }
}
