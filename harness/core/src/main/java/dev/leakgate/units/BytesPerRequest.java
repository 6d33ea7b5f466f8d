package dev.leakgate.units;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts how many bytes a service gains with each request.
 *
 * @param value bytes per request; may be negative, where memory falls, and less than one
 */
public record BytesPerRequest(double value) implements Comparable<BytesPerRequest> {

    /** Not a byte. */
    public static final BytesPerRequest ZERO = new BytesPerRequest(0);

    private static final Pattern TEXT =
            Pattern.compile("\\s*(.*?)\\s*(?:/\\s*request|per request)?\\s*");

    /** Counts {@code value} bytes for each request. */
    public static BytesPerRequest bytesPerRequest(double value) {
        return new BytesPerRequest(value);
    }

    /**
     * Reads a rate such as {@code "16 B"}, {@code "0.5 B/request"} or {@code "1.5 KiB per
     * request"}.
     *
     * @throws IllegalArgumentException when the text is no rate
     */
    public static BytesPerRequest parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        String size = matcher.matches() ? matcher.group(1) : text;
        return new BytesPerRequest(ByteSize.parseFraction(size));
    }

    @Override
    public int compareTo(BytesPerRequest other) {
        return Double.compare(value, other.value);
    }

    /** Prints whole bytes from 100 upward and else up to two decimals. */
    @Override
    public String toString() {
        return number() + " B per request";
    }

    /** Prints the number alone, for a range: {@code 1,503}. */
    public String number() {
        double magnitude = Math.abs(value);
        String format = magnitude >= 100 ? "%,.0f" : magnitude >= 10 ? "%.1f" : "%.2f";
        String number = String.format(Locale.ROOT, format, value);
        if (number.contains(".")) {
            number = number.replaceAll("\\.?0+$", "");
        }
        return number.equals("-0") ? "0" : number;
    }
}
