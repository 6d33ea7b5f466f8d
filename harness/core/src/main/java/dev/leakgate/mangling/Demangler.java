package dev.leakgate.mangling;

import dev.leakgate.units.PrintableText;

/**
 * Reads names mangled as the Itanium C++ ABI says in 5.1, and writes them as c++filt does.
 *
 * <p>A name that is no such name, or that would grow beyond 64 KiB, is given back as it is, made
 * printable: so does a name of a hostile file.
 */
public final class Demangler {

    private static final int LONGEST = 1 << 16;

    private Demangler() {}

    /** Writes a type, given as a type_info names it: {@code N3net7SessionE} is net::Session. */
    public static String type(String mangled) {
        Reader in = new Reader(mangled);
        try {
            if (isPlain(mangled)) {
                Node type = new Types(in).type();
                if (in.atEnd()) {
                    return Printer.print(type, LONGEST);
                }
            }
        } catch (MalformedNameException noName) {
            return PrintableText.of(mangled, LONGEST);
        }
        return PrintableText.of(mangled, LONGEST);
    }

    /** Writes a function or variable, given as a symbol table names it: {@code _ZN3net4pollEi}. */
    public static String symbol(String mangled) {
        if (mangled.startsWith("_Z") && isPlain(mangled)) {
            Reader in = new Reader(mangled);
            in.skip(2);
            try {
                Node name = new Types(in).names().encoding(true);
                return Printer.print(name, LONGEST) + in.clones();
            } catch (MalformedNameException noName) {
                return PrintableText.of(mangled, LONGEST);
            }
        }
        return PrintableText.of(mangled, LONGEST);
    }

    /** A mangled name has letters and digits of the source, and these three. */
    private static boolean isPlain(String mangled) {
        return mangled.chars()
                .allMatch(
                        sign ->
                                Character.isLetterOrDigit(sign)
                                        || sign == '_'
                                        || sign == '.'
                                        || sign == '$');
    }
}
