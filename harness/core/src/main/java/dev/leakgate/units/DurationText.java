package dev.leakgate.units;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads a duration that a user wrote. */
public final class DurationText {

    /* What fits into the nanoseconds of a long. */
    private static final double MOST_MILLIS = Long.MAX_VALUE / 1e6;

    private static final Quantity TEXT =
            new Quantity(
                    "duration",
                    Map.of("ms", 1.0, "s", 1e3, "min", 60e3, "h", 3600e3),
                    MOST_MILLIS,
                    List.of("ms", "s", "min", "h"),
                    "5 min");

    private DurationText() {}

    /**
     * Reads a whole or decimal number and a unit, {@code ms}, {@code s}, {@code min} or {@code h},
     * such as {@code "5 min"}. The space between them is optional.
     *
     * @throws IllegalArgumentException when the text is no duration; the message says what would be
     *     one
     */
    public static Duration parse(String text) {
        return Duration.ofMillis(Math.round(TEXT.parse(text)));
    }
}
