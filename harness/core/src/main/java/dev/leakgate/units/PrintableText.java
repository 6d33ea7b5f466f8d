package dev.leakgate.units;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes text that can be printed anywhere of bytes that nobody vouches for: in one line, without
 * control characters, and without the marks that turn or hide text.
 */
public final class PrintableText {

    private static final int LONGEST_UTF_8 = 4;

    private PrintableText() {}

    /**
     * Writes bytes as a C string would: {@code \r\n}, {@code \"}, {@code \x1b}. Letters and digits
     * of other scripts stay when they are valid UTF-8.
     *
     * @param most characters to give; a text that is cut ends in {@code …}
     */
    public static String of(byte[] bytes, int most) {
        StringBuilder text = new StringBuilder(Math.min(bytes.length + 16, most + 1));
        int at = 0;
        while (at < bytes.length) {
            int before = text.length();
            at += append(text, bytes, at);
            if (text.length() > most) {
                text.setLength(before);
                return text.append('…').toString();
            }
        }
        return text.toString();
    }

    /** Writes what already is a text, by the same rules. */
    public static String of(String text, int most) {
        return of(text.getBytes(StandardCharsets.UTF_8), most);
    }

    /** Appends what one or more bytes say; returns how many. */
    private static int append(StringBuilder text, byte[] bytes, int at) {
        int value = bytes[at] & 0xff;
        switch (value) {
            case '\r' -> text.append("\\r");
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            default -> {
                if (value >= ' ' && value <= '~') {
                    text.append((char) value);
                } else {
                    return value < 0x80 ? hex(text, value) : wide(text, bytes, at);
                }
            }
        }
        return 1;
    }

    private static int hex(StringBuilder text, int value) {
        text.append("\\x").append(Character.forDigit(value >> 4, 16));
        text.append(Character.forDigit(value & 0xf, 16));
        return 1;
    }

    private static int wide(StringBuilder text, byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int length = first >= 0xf0 ? LONGEST_UTF_8 : first >= 0xe0 ? 3 : 2;
        if (first >= 0xc2 && at + length <= bytes.length) {
            try {
                CharSequence sign =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes, at, length));
                if (Character.isLetterOrDigit(Character.codePointAt(sign, 0))) {
                    text.append(sign);
                    return length;
                }
            } catch (CharacterCodingException noText) {
                return hex(text, first);
            }
        }
        return hex(text, first);
    }
}
