package dev.leakgate.units;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a whole or decimal number and a unit that a user wrote; the space between them is optional,
 * commas may group digits by three.
 *
 * @param what it is called, {@code "size"}
 * @param units what each unit stands for
 * @param most that can be held, exclusive
 * @param suggested the units that a message names
 * @param example that a message gives
 */
record Quantity(
        String what,
        Map<String, Double> units,
        double most,
        List<String> suggested,
        String example) {

    private static final Pattern TEXT =
            Pattern.compile(
                    "\\s*((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?)\\s*([A-Za-z]*)\\s*");

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException when it is no such quantity; the message says what would be
     *     one
     */
    double parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw unreadable(text, "it is no number with a unit");
        }
        String unit = matcher.group(2);
        Double factor = units.get(unit);
        if (factor == null) {
            throw unreadable(
                    text,
                    unit.isEmpty()
                            ? "the unit is missing"
                            : "the unit \"" + unit + "\" is unknown");
        }
        double value = Double.parseDouble(matcher.group(1).replace(",", "")) * factor;
        if (value >= most) {
            throw unreadable(text, "it is too large");
        }
        return value;
    }

    private IllegalArgumentException unreadable(String text, String cause) {
        return new IllegalArgumentException(
                "\""
                        + text
                        + "\" is no "
                        + what
                        + ": "
                        + cause
                        + "; write a number and one of "
                        + String.join(", ", suggested)
                        + ", as in \""
                        + example
                        + "\"");
    }
}
