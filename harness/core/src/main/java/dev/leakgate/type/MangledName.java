package dev.leakgate.type;

import dev.leakgate.units.Memory;

/** Reads the name in a type_info, which nobody has checked. */
final class MangledName {

    /* Names of deep templates are long; longer ones are cut by whoever prints them. */
    private static final int LONGEST = 1 << 14;

    private MangledName() {}

    /** Reads a mangled type name; {@code ""} when what stands there cannot be one. */
    static String read(Memory memory, long address) {
        String name = Words.text(memory, address, LONGEST);
        // GCC marks names that are compared by address, those of anonymous namespaces, by a star.
        String mangled = name.startsWith("*") ? name.substring(1) : name;
        if (mangled.isEmpty() || !canBegin(mangled.charAt(0))) {
            return "";
        }
        for (int i = 0; i < mangled.length(); i++) {
            char sign = mangled.charAt(i);
            boolean letter =
                    Character.isLetterOrDigit(sign) || sign == '_' || sign == '.' || sign == '$';
            if (!letter) {
                return "";
            }
        }
        return mangled;
    }

    /** A class's name begins with its length, or is nested, local or of namespace std. */
    private static boolean canBegin(char sign) {
        return (sign >= '1' && sign <= '9') || sign == 'N' || sign == 'S' || sign == 'Z';
    }
}
