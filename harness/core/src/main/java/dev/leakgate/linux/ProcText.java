package dev.leakgate.linux;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds and reads what the kernel's texts are made of, eight bytes at a time where that pays: a
 * listing of 60,000 mappings is 43 MB.
 */
final class ProcText {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long EACH_TOP_BIT = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * EACH_BYTE;
    private static final long SPACES = ' ' * EACH_BYTE;

    private ProcText() {}

    /** Gives the index of the first line feed in {@code text[from, to)}, or -1. */
    static int lineFeed(byte[] text, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long zeroWhereFeed = (long) LONGS.get(text, at) ^ LINE_FEEDS;
            // The lowest byte that is zero gets its top bit set; false ones lie only above it.
            long found = (zeroWhereFeed - EACH_BYTE) & ~zeroWhereFeed & EACH_TOP_BIT;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (text[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /**
     * Gives the index of the first byte in {@code text[from, to)} that is no space, or {@code to}.
     */
    static int skipSpaces(byte[] text, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES && (long) LONGS.get(text, at) == SPACES) {
            at += Long.BYTES;
        }
        while (at < to && text[at] == ' ') {
            at++;
        }
        return at;
    }

    /** Gives the index of the first byte in {@code text[from, to)} that is no decimal digit. */
    static int skipDigits(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Gives the index of the first byte in {@code text[from, to)} that is no hexadecimal digit. */
    static int skipHexDigits(byte[] text, int from, int to) {
        int at = from;
        while (at < to && hexDigit(text[at]) >= 0) {
            at++;
        }
        return at;
    }

    /** Reads the decimal digits {@code text[from, to)}; -1 when there are none or more than 18. */
    static long decimal(byte[] text, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            value = value * 10 + (text[at] - '0');
        }
        return value;
    }

    /** Reads the hexadecimal digits {@code text[from, to)}, at most 16 of them, as unsigned. */
    static long hexadecimal(byte[] text, int from, int to) {
        long value = 0;
        for (int at = from; at < to; at++) {
            value = (value << 4) | hexDigit(text[at]);
        }
        return value;
    }

    private static int hexDigit(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
    }
}
