package dev.leakgate.units;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts bytes, prints them as people read them, and reads what a user wrote.
 *
 * <p>Text is a whole or decimal number and a unit: {@code B}, {@code KiB}, {@code MiB}, {@code GiB}
 * (powers of 1,024) or {@code kB}, {@code MB}, {@code GB} (powers of 1,000). The space between them
 * is optional; commas may group digits by three.
 *
 * @param bytes may be negative where a difference is meant
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    /** Nothing. */
    public static final ByteSize ZERO = new ByteSize(0);

    private static final Quantity TEXT =
            new Quantity(
                    "size",
                    Map.of(
                            "B", 1.0,
                            "KiB", 0x1p10,
                            "MiB", 0x1p20,
                            "GiB", 0x1p30,
                            "TiB", 0x1p40,
                            "kB", 1e3,
                            "MB", 1e6,
                            "GB", 1e9,
                            "TB", 1e12),
                    Long.MAX_VALUE,
                    List.of("B", "KiB", "MiB", "GiB", "kB", "MB", "GB"),
                    "64 MiB");
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};

    /** Counts {@code bytes} bytes. */
    public static ByteSize ofBytes(long bytes) {
        return new ByteSize(bytes);
    }

    /** Counts {@code mebibytes} times 1,048,576 bytes. */
    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /**
     * Reads a size such as {@code "64 MiB"}.
     *
     * @throws IllegalArgumentException when the text is no size; the message says what would be one
     */
    public static ByteSize parse(String text) {
        return new ByteSize(Math.round(parseFraction(text)));
    }

    /** Reads a size that need not be whole bytes, for a rate. */
    static double parseFraction(String text) {
        return TEXT.parse(text);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** Prints whole bytes below 10,000 and else one decimal of the largest fitting binary unit. */
    @Override
    public String toString() {
        double value = Math.abs((double) bytes);
        if (value < 10_000) {
            return String.format(Locale.ROOT, "%,d B", bytes);
        }
        int unit = 0;
        while (value >= 1024 && unit < BINARY.length - 1) {
            value /= 1024;
            unit++;
        }
        String number = String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
        if (number.endsWith(".0")) {
            number = number.substring(0, number.length() - 2);
        }
        return (bytes < 0 ? "-" : "") + number + " " + BINARY[unit];
    }
}
