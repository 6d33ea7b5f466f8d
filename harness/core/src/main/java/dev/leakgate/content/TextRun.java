package dev.leakgate.content;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text by which an object is known: the longest of the first ones in it.
 *
 * @param offset of its first byte
 * @param text ASCII, at most {@link #LONGEST} characters, ends of lines in it
 */
record TextRun(int offset, String text) {

    /** Less is as likely a pointer's bytes. */
    static final int SHORTEST = 6;

    static final int LONGEST = 256;

    /** A text that is mostly one character is a fill, not a text. */
    private static final int LEAST_KINDS = 4;

    /* What comes later is as likely of the object that had the memory before. */
    private static final int MOST_RUNS = 4;

    /** Returns the longest of the first texts; null when there is none. */
    static @Nullable TextRun of(byte[] bytes, int length) {
        TextRun longest = null;
        int runs = 0;
        int begin = -1;
        for (int i = 0; i <= length && runs < MOST_RUNS; i++) {
            boolean printable = i < length && isText(bytes[i]);
            if (printable && begin < 0) {
                begin = i;
            } else if (begin >= 0 && (!printable || i - begin == LONGEST)) {
                int size = i - begin;
                if (size >= SHORTEST && kinds(bytes, begin, i) >= LEAST_KINDS) {
                    runs++;
                    if (longest == null || size > longest.text.length()) {
                        longest =
                                new TextRun(
                                        begin,
                                        new String(bytes, begin, size, StandardCharsets.US_ASCII));
                    }
                }
                begin = -1;
            }
        }
        return longest;
    }

    private static boolean isText(byte value) {
        return (value >= ' ' && value < 0x7f) || value == '\r' || value == '\n' || value == '\t';
    }

    private static int kinds(byte[] bytes, int begin, int end) {
        long low = 0;
        long high = 0;
        for (int i = begin; i < end; i++) {
            if (bytes[i] < 64) {
                low |= 1L << bytes[i];
            } else {
                high |= 1L << bytes[i];
            }
        }
        return Long.bitCount(low) + Long.bitCount(high);
    }
}
