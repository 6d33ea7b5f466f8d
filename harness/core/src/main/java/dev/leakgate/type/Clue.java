package dev.leakgate.type;

/**
 * Says what one word of an object leads to, which tells something about the object.
 *
 * @param offset of the word in the object, in bytes
 * @param kind what it is
 * @param text the type's name, the symbol with the module's name, or the string's first part; can
 *     be printed as it is
 */
public record Clue(long offset, Kind kind, String text) {

    /** Says what a word leads to. */
    public enum Kind {
        /** The vtable of a class: an object of it begins there, or a base class of one. */
        VTABLE,
        /** A function. */
        FUNCTION,
        /** A variable or table of a module. */
        VARIABLE,
        /** A string that stands in a program's or library's read-only data. */
        LITERAL,
        /** A std::string; the text is its content. */
        STD_STRING
    }

    /** Prints {@code +0x8 "eth0"}. */
    @Override
    public String toString() {
        String what =
                switch (kind) {
                    case VTABLE -> text;
                    case FUNCTION, VARIABLE -> "→ " + text;
                    case LITERAL -> "→ \"" + text + "\"";
                    case STD_STRING -> "std::string \"" + text + "\"";
                };
        return "+0x" + Long.toHexString(offset) + " " + what;
    }
}
