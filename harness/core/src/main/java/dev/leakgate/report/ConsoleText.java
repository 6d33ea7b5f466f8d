package dev.leakgate.report;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Locale;

/**
 * Keeps a message readable where the console's charset is poor: Java prints a question mark for
 * each sign that it cannot encode, and in the locale C that is each dash and arrow.
 */
public final class ConsoleText {

    private static final Charset CONSOLE = console();

    private ConsoleText() {}

    /** Returns the text with what this JVM's console cannot show written in ASCII. */
    public static String of(String text) {
        return of(text, CONSOLE);
    }

    static String of(String text, Charset console) {
        if (!console.canEncode()) {
            return text;
        }
        CharsetEncoder encoder = console.newEncoder();
        if (encoder.canEncode(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            plain.append(encoder.canEncode(sign) ? Character.toString(sign) : inAscii(sign));
        }
        return plain.toString();
    }

    private static String inAscii(char sign) {
        return switch (sign) {
            case '–', '—', '−' -> "-";
            case '→' -> "->";
            case '…' -> "...";
            case '×' -> "x";
            case '≥' -> ">=";
            case '≤' -> "<=";
            case 'µ' -> "u";
            case '±' -> "+-";
            case '·' -> "*";
            case '“', '”' -> "\"";
            case '‘', '’' -> "'";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) sign);
        };
    }

    /** JDK 19 and later name it; before, System.out writes in the default charset. */
    private static Charset console() {
        String name = System.getProperty("stdout.encoding");
        return name != null && Charset.isSupported(name)
                ? Charset.forName(name)
                : Charset.defaultCharset();
    }
}
