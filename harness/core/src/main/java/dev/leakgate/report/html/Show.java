package dev.leakgate.report.html;

import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.VisibleText;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints figures as the pages show them. */
final class Show {

    /* More of one text than this helps nobody, and a hostile one could fill the page. */
    private static final int LONGEST = 400;

    private Show() {}

    static String text(@Nullable String text) {
        return text == null ? "" : VisibleText.begin(text, LONGEST);
    }

    static String bytes(@Nullable Long bytes) {
        return bytes == null ? "" : new ByteSize(bytes).toString();
    }

    static String signedBytes(long bytes) {
        return (bytes > 0 ? "+" : "") + new ByteSize(bytes);
    }

    static String count(@Nullable Long count) {
        return count == null ? "" : String.format(Locale.ROOT, "%,d", count);
    }

    /** Prints {@code "B"} as sizes and all else as counts. */
    static String level(long level, String unit) {
        return unit.equals("B") ? bytes(level) : count(level);
    }

    static String bytesPerRequest(double value) {
        return new BytesPerRequest(value).toString();
    }

    static String perRequest(double value, String unit) {
        return unit.startsWith("B")
                ? new BytesPerRequest(value).toString()
                : new CountPerRequest(value).toString();
    }

    /** Prints {@code 1,503–1,505}; a single figure where both ends are the same. */
    static String interval(GrowthInfo growth, String unit) {
        String low = number(growth.low(), unit);
        String high = number(growth.high(), unit);
        return low.equals(high) ? low : low + " – " + high;
    }

    private static String number(double value, String unit) {
        return unit.startsWith("B")
                ? new BytesPerRequest(value).number()
                : new CountPerRequest(value).number();
    }

    static String number(double value) {
        return value == Math.rint(value) || Math.abs(value) >= 10
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    /** Prints a coordinate of a drawing, {@code 12.5%}. */
    static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }

    static String millis(double value) {
        return number(value) + " ms";
    }

    /** Prints {@code GROWING} as {@code growing}. */
    static String word(@Nullable String constant) {
        return constant == null ? "" : constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
