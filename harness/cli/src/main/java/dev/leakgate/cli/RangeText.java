package dev.leakgate.cli;

import dev.leakgate.image.AddressRange;
import dev.leakgate.units.ByteSize;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a range of addresses as a user writes it. */
final class RangeText {

    private static final Pattern SIZED = Pattern.compile("([^+]+)\\+(.+)");
    private static final Pattern PLAIN_BYTES = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HEX_BYTES = Pattern.compile("0[xX][0-9a-fA-F]{1,15}");

    private RangeText() {}

    /** Reads {@code START END}, hexadecimal with or without 0x, as maps and gdb print them. */
    static AddressRange parse(String start, String end) {
        return range(address(start), address(end));
    }

    /** Reads {@code START+SIZE}; the size is bytes, hexadecimal with 0x, or has a unit. */
    static AddressRange parse(String text) {
        Matcher sized = SIZED.matcher(text);
        if (!sized.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no range; write START END FILE or START+SIZE FILE");
        }
        long start = address(sized.group(1));
        return range(start, start + size(sized.group(2)));
    }

    private static AddressRange range(long start, long end) {
        if (Long.compareUnsigned(end, start) <= 0) {
            throw new IllegalArgumentException(
                    String.format("the range ends at 0x%x, not behind its start 0x%x", end, start));
        }
        return new AddressRange(start, end);
    }

    private static long address(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        try {
            if (!digits.startsWith("+") && !digits.startsWith("-")) {
                return Long.parseUnsignedLong(digits, 16);
            }
        } catch (NumberFormatException unreadable) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no address; write it hexadecimal, as in 0x7f12a4000000");
    }

    private static long size(String text) {
        if (PLAIN_BYTES.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        return HEX_BYTES.matcher(text).matches()
                ? Long.parseLong(text.substring(2), 16)
                : ByteSize.parse(text).bytes();
    }
}
