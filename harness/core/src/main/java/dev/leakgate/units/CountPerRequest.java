package dev.leakgate.units;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Counts how many of something a service gains with each request.
 *
 * @param value things per request; may be negative, where there are fewer, and less than one
 */
public record CountPerRequest(double value) implements Comparable<CountPerRequest> {

    /** Not one. */
    public static final CountPerRequest ZERO = new CountPerRequest(0);

    private static final MathContext THREE_DIGITS = new MathContext(3);

    /**
     * Reads a rate such as {@code "0"} or {@code "0.01"}.
     *
     * @throws IllegalArgumentException when the text is no number from 0 up
     */
    public static CountPerRequest parse(String text) {
        try {
            double value = new BigDecimal(text.strip()).doubleValue();
            if (value >= 0 && value < Double.MAX_VALUE) {
                return new CountPerRequest(value);
            }
        } catch (NumberFormatException e) {
            // Said below, together with what is out of range.
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no count per request; write a number such as \"0.01\"");
    }

    @Override
    public int compareTo(CountPerRequest other) {
        return Double.compare(value, other.value);
    }

    /** Prints {@code 0.01 per request}. */
    @Override
    public String toString() {
        return number() + " per request";
    }

    /** Prints the number alone, to three digits, for a range. */
    public String number() {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
