package dev.leakgate.mangling;

import java.util.List;

/**
 * Prints the parts of a name, up to a length: a hostile name of some bytes can stand for gigabytes.
 */
final class Printer {

    private static final int DEEPEST = 512;
    private static final int MOST_STEPS = 1 << 18;

    private final StringBuilder text = new StringBuilder();
    private final int longest;
    private int depth;
    private int steps;
    private int packIndex = -1;

    private Printer(int longest) {
        this.longest = longest;
    }

    static String print(Node node, int longest) throws MalformedNameException {
        Printer printer = new Printer(longest);
        printer.print(node);
        return printer.text.toString();
    }

    void add(String piece) throws MalformedNameException {
        if (text.length() + piece.length() > longest) {
            throw new MalformedNameException("too long");
        }
        text.append(piece);
    }

    void print(Node node) throws MalformedNameException {
        if (++depth > DEEPEST || ++steps > MOST_STEPS) {
            throw new MalformedNameException("too deep");
        }
        node.left(this);
        node.right(this);
        depth--;
    }

    boolean endsWith(String end) {
        return text.length() >= end.length()
                && text.indexOf(end, text.length() - end.length()) >= 0;
    }

    /** Tells which element of a pack is being printed; −1 when all are. */
    int packIndex() {
        return packIndex;
    }

    /**
     * Prints parts with a text between them; those that print nothing, empty packs, are left out.
     */
    void list(List<Node> parts, String between) throws MalformedNameException {
        boolean first = true;
        for (Node part : parts) {
            int before = text.length();
            add(first ? "" : between);
            int start = text.length();
            print(part);
            if (text.length() == start) {
                text.setLength(before);
            } else {
                first = false;
            }
        }
    }

    /** Prints a pattern once for each element of the pack in it. */
    void expand(Node pattern) throws MalformedNameException {
        int size = packSize(pattern, 0);
        if (size < 0) {
            print(pattern);
            add("...");
            return;
        }
        int outer = packIndex;
        for (int i = 0; i < size; i++) {
            packIndex = i;
            add(i == 0 ? "" : ", ");
            print(pattern);
        }
        packIndex = outer;
    }

    /** Gives the number of elements of the first pack in a part, −1 when there is none. */
    private int packSize(Node node, int level) throws MalformedNameException {
        if (level > DEEPEST || ++steps > MOST_STEPS) {
            throw new MalformedNameException("too deep");
        }
        if (node instanceof Name.Pack pack) {
            return pack.elements().size();
        }
        for (Node part : node.parts()) {
            int size = packSize(part, level + 1);
            if (size >= 0) {
                return size;
            }
        }
        return -1;
    }
}
