package dev.leakgate.units;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a duration that a user wrote. */
public final class DurationText {

    private static final Pattern TEXT =
            Pattern.compile("\\s*([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*([A-Za-z]*)\\s*");

    private DurationText() {}

    /**
     * Reads a whole or decimal number and a unit, {@code ms}, {@code s}, {@code min} or {@code h},
     * such as {@code "5 min"}. The space between them is optional.
     *
     * @throws IllegalArgumentException when the text is no duration; the message says what would be
     *     one
     */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw unreadable(text, "it is no number with a unit");
        }
        double millis = Double.parseDouble(matcher.group(1)) * factor(text, matcher.group(2));
        return Duration.ofMillis(Math.round(millis));
    }

    private static double factor(String text, String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "min" -> 60_000;
            case "h" -> 3_600_000;
            case "" -> throw unreadable(text, "the unit is missing");
            default -> throw unreadable(text, "the unit \"" + unit + "\" is unknown");
        };
    }

    private static IllegalArgumentException unreadable(String text, String cause) {
        return new IllegalArgumentException(
                "\""
                        + text
                        + "\" is no duration: "
                        + cause
                        + "; write a number and one of ms, s, min, h, as in \"5 min\"");
    }
}
