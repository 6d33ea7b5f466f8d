package dev.leakgate.verdict.budget;

import dev.leakgate.recording.Count;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what one limit came to.
 *
 * @param name what is limited, {@code "heap peak"}
 * @param unit of the limit and of what was measured
 * @param limit the most that is allowed
 * @param observed what was measured; null when it was not
 * @param met whether it was kept; a growth is broken when the judge finds it above the limit; null
 *     when nobody knows
 * @param note what the limit is from, {@code "10 % over 60 MiB of the baseline"}, or why nobody
 *     knows; null when there is nothing to say
 * @param source where it is written; null for the check itself
 * @param warning whether breaking it is worth a word and no more
 */
public record BudgetResult(
        String name,
        Unit unit,
        double limit,
        @Nullable Double observed,
        @Nullable Boolean met,
        @Nullable String note,
        @Nullable String source,
        boolean warning) {

    /** Says what a limit of the check itself came to. */
    public BudgetResult(String name, Unit unit, double limit, double observed, boolean met) {
        this(name, unit, limit, observed, met, null, null, false);
    }

    /** Says what a limit counts. */
    public enum Unit {
        /** Sizes. */
        BYTES("B", "64 MiB"),
        /** Memory that grows. */
        BYTES_PER_REQUEST("B/request", "16 B"),
        /** Things. */
        COUNT("count", "64"),
        /** Things that become more. */
        COUNT_PER_REQUEST("count/request", "0.01");

        private final String text;
        private final String example;

        Unit(String text, String example) {
            this.text = text;
            this.example = example;
        }

        static Unit ofGrowth(@Nullable Count count) {
            return count == null || count == Count.RESERVED ? BYTES_PER_REQUEST : COUNT_PER_REQUEST;
        }

        /** Returns how files name it. */
        public String text() {
            return text;
        }

        /** Finds the unit that files name so; bytes for any other. */
        public static Unit named(String text) {
            for (Unit unit : values()) {
                if (unit.text.equals(text)) {
                    return unit;
                }
            }
            return BYTES;
        }

        String example() {
            return example;
        }

        /**
         * Reads a value.
         *
         * @throws IllegalArgumentException when it is none; the message says what would be
         */
        public double parse(String value) {
            return switch (this) {
                case BYTES -> ByteSize.parse(value).bytes();
                case BYTES_PER_REQUEST -> BytesPerRequest.parse(value).value();
                case COUNT -> count(value);
                case COUNT_PER_REQUEST -> CountPerRequest.parse(value).value();
            };
        }

        private static double count(String value) {
            String digits = value.strip().replace(",", "");
            if (!digits.matches("[0-9]{1,12}")) {
                throw new IllegalArgumentException(
                        "\"" + value + "\" is no number of things; write one such as \"64\"");
            }
            return Long.parseLong(digits);
        }

        /** Prints a value as people read it. */
        public String text(double value) {
            return switch (this) {
                case BYTES -> new ByteSize(Math.round(value)).toString();
                case BYTES_PER_REQUEST -> new BytesPerRequest(value).toString();
                case COUNT -> String.format(Locale.ROOT, "%,d", Math.round(value));
                case COUNT_PER_REQUEST -> new CountPerRequest(value).toString();
            };
        }
    }

    /** Returns the same, of a limit that is written elsewhere. */
    public BudgetResult from(String place) {
        return new BudgetResult(name, unit, limit, observed, met, note, place, warning);
    }

    /** Says whether it fails a run. */
    public boolean broken() {
        return !warning && Boolean.FALSE.equals(met);
    }

    /** Says whether nobody knows if a limit was kept that fails a run. */
    public boolean unknown() {
        return !warning && met == null;
    }

    /** Says whether it is worth a word. */
    public boolean warns() {
        return warning && Boolean.FALSE.equals(met);
    }

    /** Prints {@code heap peak 70.2 MiB, allowed 64 MiB}. */
    @Override
    public String toString() {
        return name + " " + comparison();
    }

    /** Prints {@code 70.2 MiB, allowed 64 MiB (leakgate-budgets.yaml:3:5)}. */
    public String comparison() {
        if (observed == null) {
            return "is not known" + (note == null ? "" : ": " + note) + where(" (", ")");
        }
        return unit.text(observed)
                + (warning ? ", to be " : ", allowed ")
                + unit.text(limit)
                + (warning ? " at most" : "")
                + (note == null ? where(" (", ")") : " (" + note + where("; ", "") + ")");
    }

    private String where(String before, String after) {
        return source == null ? "" : before + source + after;
    }
}
