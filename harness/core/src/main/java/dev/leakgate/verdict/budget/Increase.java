package dev.leakgate.verdict.budget;

import dev.leakgate.verdict.budget.BudgetResult.Unit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says how much more than in the baseline is allowed.
 *
 * @param percent of what the baseline has; 0 or more
 * @param amount on top, in the unit of the metric; 0 or more
 */
public record Increase(double percent, double amount) {

    private static final Pattern TEXT =
            Pattern.compile("\\s*(?:([0-9.,]+)\\s*%)?\\s*(\\+)?\\s*([^%+]*?)\\s*");

    /** Largest share that is read: more limits nothing that anyone would look at. */
    private static final double MOST_PERCENT = 100_000;

    /**
     * Reads {@code "10 %"}, {@code "4 MiB"} or {@code "10 % + 4 MiB"}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static Increase parse(String text, Unit unit) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || text.isBlank()) {
            throw unreadable(text, unit);
        }
        String share = matcher.group(1);
        String rest = matcher.group(3);
        boolean joined = matcher.group(2) != null;
        if (joined != (share != null && !rest.isEmpty())) {
            throw unreadable(text, unit);
        }
        double percent = share == null ? 0 : percent(share, text, unit);
        return new Increase(percent, rest.isEmpty() ? 0 : unit.parse(rest));
    }

    private static double percent(String share, String text, Unit unit) {
        try {
            double percent = new BigDecimal(share.replace(",", "")).doubleValue();
            if (percent <= MOST_PERCENT) {
                return percent;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw unreadable(text, unit);
    }

    private static IllegalArgumentException unreadable(String text, Unit unit) {
        return new IllegalArgumentException(
                "\""
                        + text
                        + "\" is no increase; write a share, an amount or both, as in \"10 %\", \""
                        + unit.example()
                        + "\" or \"10 % + "
                        + unit.example()
                        + "\"");
    }

    /** Returns the most that is allowed. */
    double limit(double baseline) {
        return Math.max(0, baseline) * (1 + percent / 100) + amount;
    }

    /** Prints {@code 10 % + 4 MiB}. */
    String text(Unit unit) {
        String share =
                BigDecimal.valueOf(percent)
                                .stripTrailingZeros()
                                .toPlainString()
                                .toLowerCase(Locale.ROOT)
                        + " %";
        if (amount == 0) {
            return share;
        }
        return (percent == 0 ? "" : share + " + ") + unit.text(amount);
    }
}
