package dev.leakgate.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and prints mappings as {@code /proc/PID/maps} does; a core of ours holds such a text. */
final class MapsText {

    private static final int MOST_LINES = 1 << 20;
    private static final int MINOR_BITS = 20; /* linux/kdev_t.h: MINORBITS */

    private static final Pattern LINE =
            Pattern.compile(
                    "([0-9a-f]{1,16})-([0-9a-f]{1,16}) ([r-])([w-])([x-])([sp]) ([0-9a-f]{1,16})"
                            + " ([0-9a-f]{1,6}):([0-9a-f]{1,6}) ([0-9]{1,18}) *(.*)");

    private MapsText() {}

    static String print(List<ImageMapping> mappings) {
        StringBuilder text = new StringBuilder();
        for (ImageMapping mapping : mappings) {
            text.append(mapping).append('\n');
        }
        return text.toString();
    }

    /** Reads the lines that have the kernel's shape, and passes over others. */
    static List<ImageMapping> parse(String text) {
        List<ImageMapping> mappings = new ArrayList<>();
        text.lines()
                .limit(MOST_LINES)
                .forEach(
                        line -> {
                            Matcher match = LINE.matcher(line);
                            if (match.matches()) {
                                add(mappings, match);
                            }
                        });
        mappings.sort((one, other) -> Long.compareUnsigned(one.start(), other.start()));
        return mappings;
    }

    private static void add(List<ImageMapping> mappings, Matcher match) {
        long start = hex(match, 1);
        long end = hex(match, 2);
        if (Long.compareUnsigned(start, end) < 0) {
            mappings.add(
                    new ImageMapping(
                            start,
                            end,
                            match.group(3).equals("r"),
                            match.group(4).equals("w"),
                            match.group(5).equals("x"),
                            match.group(6).equals("s"),
                            hex(match, 7),
                            hex(match, 8) << MINOR_BITS | hex(match, 9),
                            Long.parseLong(match.group(10)),
                            match.group(11).replace("\\012", "\n")));
        }
    }

    private static long hex(Matcher match, int group) {
        return Long.parseUnsignedLong(match.group(group), 16);
    }
}
