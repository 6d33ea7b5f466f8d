package dev.leakgate.report;

import java.util.Locale;

/**
 * Makes text that nobody vouches for safe to look at: names, paths and above all what was found in
 * a service's memory.
 *
 * <p>Marks that reorder or hide what stands beside them, control bytes and halves of signs are
 * written as escapes, {@code \}{@code u202e}. Markup is not touched: that is for whoever writes it.
 */
public final class VisibleText {

    private VisibleText() {}

    /** Returns the text with everything that does not show itself written as an escape. */
    public static String of(String text) {
        int first = 0;
        while (first < text.length() && isPlain(text, first)) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            int sign = text.codePointAt(i);
            if (isVisible(sign)) {
                visible.appendCodePoint(sign);
            } else {
                visible.append(
                        String.format(Locale.ROOT, sign < 0x100 ? "\\x%02x" : "\\u%04x", sign));
            }
            i += Character.charCount(sign) - 1;
        }
        return visible.toString();
    }

    /**
     * Returns the begin of a long text, and how long it is.
     *
     * @param most signs that are kept
     */
    public static String begin(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return String.format(
                Locale.ROOT, "%s… (%,d characters)", text.substring(0, end), text.length());
    }

    /** Tells the common case apart without looking at types of signs. */
    private static boolean isPlain(String text, int index) {
        char sign = text.charAt(index);
        return (sign >= ' ' && sign < 0x7f) || sign == '\n' || sign == '\t';
    }

    private static boolean isVisible(int sign) {
        if (sign == '\n' || sign == '\t') {
            return true;
        }
        return switch (Character.getType(sign)) {
            case Character.CONTROL, // C0 and C1
                    Character.FORMAT, // bidi marks, joiners, tags
                    Character.SURROGATE, // half a sign
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
