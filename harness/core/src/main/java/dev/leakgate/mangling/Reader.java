package dev.leakgate.mangling;

import java.util.ArrayList;
import java.util.List;

/** Steps through a mangled name, and remembers what later parts may refer to. */
final class Reader {

    /* Deeper than any compiler nests, and shallow enough for any thread's stack. */
    private static final int DEEPEST = 192;
    private static final int MOST_REMEMBERED = 1 << 14;
    private static final int BASE_36 = 36;

    private final String text;
    private int at;
    private int depth;
    private final List<Node> remembered = new ArrayList<>();

    Reader(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** Gives the next character; NUL at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    void skip(int count) {
        at += count;
    }

    /** Takes a text if it is next. */
    boolean take(String wanted) {
        boolean there = text.startsWith(wanted, at);
        at += there ? wanted.length() : 0;
        return there;
    }

    void expect(String wanted) throws MalformedNameException {
        if (!take(wanted)) {
            throw malformed();
        }
    }

    MalformedNameException malformed() {
        return new MalformedNameException("at " + at + " of " + text);
    }

    /** Takes one character, whatever it is. */
    char next() throws MalformedNameException {
        if (atEnd()) {
            throw malformed();
        }
        return text.charAt(at++);
    }

    boolean digitNext() {
        return isDigit(peek());
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    /** Takes digits. */
    int number() throws MalformedNameException {
        int from = at;
        long value = 0;
        while (digitNext()) {
            value = 10 * value + (text.charAt(at++) - '0');
            if (value > Integer.MAX_VALUE) {
                throw malformed();
            }
        }
        if (from == at) {
            throw malformed();
        }
        return (int) value;
    }

    /** Takes a length and so many characters. */
    String sourceName() throws MalformedNameException {
        int length = number();
        if (length == 0 || length > text.length() - at) {
            throw malformed();
        }
        String name = text.substring(at, at + length);
        at += length;
        // GCC names an anonymous namespace so, with the file's name behind.
        return name.startsWith("_GLOBAL__N") || name.startsWith("_GLOBAL_.N")
                ? "(anonymous namespace)"
                : name;
    }

    /** Takes characters up to one that is not taken. */
    String upTo(char end) throws MalformedNameException {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw malformed();
        }
        String taken = text.substring(at, found);
        at = found;
        return taken;
    }

    /** Takes {@code _} as 0, {@code 0_} as 1, and so on. */
    int sequence(int base) throws MalformedNameException {
        if (take("_")) {
            return 0;
        }
        int from = at;
        long value = 0;
        while (isDigit(peek()) || (base == BASE_36 && peek() >= 'A' && peek() <= 'Z')) {
            value = base * value + Character.digit(text.charAt(at++), BASE_36);
            if (value > MOST_REMEMBERED) {
                throw malformed();
            }
        }
        if (from == at) {
            throw malformed();
        }
        expect("_");
        return (int) value + 1;
    }

    /** Remembers a part that {@code S_}, {@code S0_} … may stand for later. */
    Node remember(Node part) throws MalformedNameException {
        if (remembered.size() == MOST_REMEMBERED) {
            throw malformed();
        }
        remembered.add(part);
        return part;
    }

    void forgetLast() throws MalformedNameException {
        if (remembered.isEmpty()) {
            throw malformed();
        }
        remembered.remove(remembered.size() - 1);
    }

    /** Gives the part that a sequence number stands for, which is next. */
    Node recall() throws MalformedNameException {
        int index = sequence(BASE_36);
        if (index >= remembered.size()) {
            throw malformed();
        }
        return remembered.get(index);
    }

    void enter() throws MalformedNameException {
        if (++depth > DEEPEST) {
            throw malformed();
        }
    }

    void leave() {
        depth--;
    }

    /** Gives what compilers add to the names of clones, as c++filt prints it; takes the rest. */
    String clones() throws MalformedNameException {
        StringBuilder clones = new StringBuilder();
        while (peek() == '.'
                && (Character.isLetter(peek(1)) || isDigit(peek(1)) || peek(1) == '_')) {
            int end = at + 2;
            while (end < text.length()
                    && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            while (end + 1 < text.length()
                    && text.charAt(end) == '.'
                    && isDigit(text.charAt(end + 1))) {
                end += 2;
                while (end < text.length() && isDigit(text.charAt(end))) {
                    end++;
                }
            }
            clones.append(" [clone ").append(text, at, end).append(']');
            at = end;
        }
        if (!atEnd()) {
            throw malformed();
        }
        return clones.toString();
    }
}
