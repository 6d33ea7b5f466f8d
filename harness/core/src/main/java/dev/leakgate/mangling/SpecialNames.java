package dev.leakgate.mangling;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the names of what the compiler makes by itself: Itanium C++ ABI, 5.1.4. */
final class SpecialNames {

    private static final Map<String, String> OF_TYPES =
            Map.of(
                    "TV", "vtable for ",
                    "TT", "VTT for ",
                    "TI", "typeinfo for ",
                    "TS", "typeinfo name for ",
                    "TF", "typeinfo fn for ");
    private static final Map<String, String> OF_NAMES =
            Map.of(
                    "GV", "guard variable for ",
                    "TH", "TLS init function for ",
                    "TW", "TLS wrapper function for ");

    private final Reader in;
    private final Types types;
    private final Names names;

    SpecialNames(Reader in, Types types, Names names) {
        this.in = in;
        this.types = types;
        this.names = names;
    }

    /** Reads one; null when what is next is a common name. */
    @Nullable Node read() throws MalformedNameException {
        if (in.peek() != 'T' && in.peek() != 'G') {
            return null;
        }
        String kind = "" + in.peek() + in.peek(1);
        String ofType = OF_TYPES.get(kind);
        String ofName = OF_NAMES.get(kind);
        if (ofType != null) {
            in.skip(2);
            return new Node.Around(ofType, types.type(), "");
        }
        if (ofName != null) {
            in.skip(2);
            return new Node.Around(ofName, names.name(false), "");
        }
        return rare(kind);
    }

    private Node rare(String kind) throws MalformedNameException {
        in.skip(1);
        switch (kind) {
            case "Th" -> {
                offset();
                return new Node.Around("non-virtual thunk to ", names.encoding(true), "");
            }
            case "Tv" -> {
                offset();
                return new Node.Around("virtual thunk to ", names.encoding(true), "");
            }
            case "Tc" -> {
                in.skip(1);
                offset();
                offset();
                return new Node.Around("covariant return thunk to ", names.encoding(true), "");
            }
            case "TC" -> {
                in.skip(1);
                Node derived = types.type();
                in.number();
                in.expect("_");
                Node base = new Node.Around("construction vtable for ", types.type(), "-in-");
                return new Node.Sequence(List.of(base, derived), "");
            }
            case "TA" -> {
                in.skip(1);
                return new Node.Around(
                        "template parameter object for ", types.expressions().literal(), "");
            }
            case "GR" -> {
                in.skip(1);
                Node of = names.name(false);
                int index = in.atEnd() ? 0 : in.sequence(36);
                return new Node.Around("reference temporary #" + index + " for ", of, "");
            }
            case "GA" -> {
                in.skip(1);
                return new Node.Around("hidden alias for ", names.encoding(true), "");
            }
            case "GT" -> {
                in.skip(1);
                boolean unsafe = in.next() == 'n';
                return new Node.Around(
                        unsafe ? "non-transaction clone for " : "transaction clone for ",
                        names.encoding(true),
                        "");
            }
            default -> throw in.malformed();
        }
    }

    /** Reads how far a thunk moves the object; nobody prints it. */
    private void offset() throws MalformedNameException {
        boolean virtual = in.next() == 'v';
        for (int i = 0; i < (virtual ? 2 : 1); i++) {
            in.take("n");
            in.number();
            in.expect("_");
        }
    }
}
