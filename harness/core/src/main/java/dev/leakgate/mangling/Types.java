package dev.leakgate.mangling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads types: Itanium C++ ABI, 5.1.5, and the arguments of templates. */
final class Types {

    private static final Map<Character, String> BUILTINS =
            Map.ofEntries(
                    Map.entry('v', "void"),
                    Map.entry('w', "wchar_t"),
                    Map.entry('b', "bool"),
                    Map.entry('c', "char"),
                    Map.entry('a', "signed char"),
                    Map.entry('h', "unsigned char"),
                    Map.entry('s', "short"),
                    Map.entry('t', "unsigned short"),
                    Map.entry('i', "int"),
                    Map.entry('j', "unsigned int"),
                    Map.entry('l', "long"),
                    Map.entry('m', "unsigned long"),
                    Map.entry('x', "long long"),
                    Map.entry('y', "unsigned long long"),
                    Map.entry('n', "__int128"),
                    Map.entry('o', "unsigned __int128"),
                    Map.entry('f', "float"),
                    Map.entry('d', "double"),
                    Map.entry('e', "long double"),
                    Map.entry('g', "__float128"),
                    Map.entry('z', "..."));

    private static final Map<Character, String> WIDE_BUILTINS =
            Map.of(
                    'd', "decimal64",
                    'e', "decimal128",
                    'f', "decimal32",
                    'h', "half",
                    'i', "char32_t",
                    's', "char16_t",
                    'u', "char8_t",
                    'a', "auto",
                    'c', "decltype(auto)",
                    'n', "decltype(nullptr)");

    private final Reader in;
    private final Names names;
    private final Expressions expressions;
    private Name.Scope scope = new Name.Scope();

    Types(Reader in) {
        this.in = in;
        names = new Names(in, this);
        expressions = new Expressions(in, this);
    }

    Names names() {
        return names;
    }

    Expressions expressions() {
        return expressions;
    }

    Name.Scope scope() {
        return scope;
    }

    void enterScope(Name.Scope inner) {
        scope = inner;
    }

    /** Reads a type, and remembers it unless it is a builtin one. */
    Node type() throws MalformedNameException {
        in.enter();
        Node type = anyType();
        in.leave();
        return type;
    }

    private Node anyType() throws MalformedNameException {
        char next = in.peek();
        if (BUILTINS.containsKey(next)) {
            in.skip(1);
            return new Node.Text(BUILTINS.getOrDefault(next, ""));
        }
        switch (next) {
            case 'r', 'V', 'K' -> {
                return qualified();
            }
            case 'u' -> {
                in.skip(1);
                return in.remember(new Node.Text(in.sourceName()));
            }
            case 'F' -> {
                return in.remember(function(""));
            }
            case 'A' -> {
                return in.remember(array());
            }
            case 'M' -> {
                in.skip(1);
                Node owner = type();
                return in.remember(new Type.MemberPointer(owner, type()));
            }
            case 'P' -> {
                return pointer("*");
            }
            case 'R' -> {
                return pointer("&");
            }
            case 'O' -> {
                return pointer("&&");
            }
            case 'C' -> {
                in.skip(1);
                return in.remember(new Type.Qualified(type(), " _Complex"));
            }
            case 'G' -> {
                in.skip(1);
                return in.remember(new Type.Qualified(type(), " _Imaginary"));
            }
            case 'U' -> {
                in.skip(1);
                String vendor = in.sourceName();
                return in.remember(new Type.Qualified(type(), " " + vendor));
            }
            case 'D' -> {
                return wide();
            }
            case 'T' -> {
                return templateParameter();
            }
            case 'S' -> {
                return substituted();
            }
            default -> {
                return in.remember(names.name(false));
            }
        }
    }

    private Node qualified() throws MalformedNameException {
        String qualifiers = qualifiers();
        boolean special = in.peek() == 'D' && "oOwx".indexOf(in.peek(1)) >= 0;
        if (in.peek() == 'F' || special) {
            return in.remember(function(qualifiers));
        }
        return in.remember(new Type.Qualified(type(), qualifiers));
    }

    /** Takes r, V and K, which stand outermost first, and says them as they are printed. */
    String qualifiers() {
        String qualifiers = "";
        while (true) {
            if (in.take("r")) {
                qualifiers = " restrict" + qualifiers;
            } else if (in.take("V")) {
                qualifiers = " volatile" + qualifiers;
            } else if (in.take("K")) {
                qualifiers = " const" + qualifiers;
            } else {
                return qualifiers;
            }
        }
    }

    private Node pointer(String sign) throws MalformedNameException {
        in.skip(1);
        return in.remember(new Type.Pointer(type(), sign));
    }

    private Type.Function function(String qualifiers) throws MalformedNameException {
        String behind = qualifiers;
        if (in.take("Do")) {
            behind += " noexcept";
        } else if (in.take("DO")) {
            Node condition = expressions.expression();
            in.expect("E");
            behind += " noexcept(" + Printer.print(condition, 4096) + ")";
        } else {
            in.take("Dx");
        }
        in.expect("F");
        in.take("Y");
        Node result = type();
        List<Node> parameters = parameters();
        if (in.take("R")) {
            behind += " &";
        } else if (in.take("O")) {
            behind += " &&";
        }
        in.expect("E");
        return new Type.Function(result, parameters, behind);
    }

    /** Reads types up to what cannot be one; a single void means that there are none. */
    List<Node> parameters() throws MalformedNameException {
        if (in.peek() == 'v' && endsParameters(1)) {
            in.skip(1);
            return List.of();
        }
        List<Node> parameters = new ArrayList<>();
        while (!endsParameters(0)) {
            parameters.add(type());
        }
        return parameters;
    }

    private boolean endsParameters(int ahead) {
        char next = in.peek(ahead);
        boolean reference = (next == 'R' || next == 'O') && in.peek(ahead + 1) == 'E';
        return next == 0 || next == 'E' || next == '.' || next == 'Q' || reference;
    }

    private Node array() throws MalformedNameException {
        in.skip(1);
        Node dimension = new Node.Text("");
        if (in.digitNext()) {
            dimension = new Node.Text(Integer.toString(in.number()));
        } else if (in.peek() != '_') {
            dimension = expressions.expression();
        }
        in.expect("_");
        return new Type.Array(type(), dimension);
    }

    private Node wide() throws MalformedNameException {
        char kind = in.peek(1);
        if (kind == 'o' || kind == 'O' || kind == 'w' || kind == 'x') {
            return in.remember(function(""));
        }
        in.skip(2);
        switch (kind) {
            case 'p' -> {
                return in.remember(new Name.Expansion(type()));
            }
            case 't', 'T' -> {
                Node of = expressions.expression();
                in.expect("E");
                return in.remember(new Node.Around("decltype (", of, ")"));
            }
            case 'v' -> {
                Node size =
                        in.take("_") ? expressions.expression() : new Node.Text("" + in.number());
                in.expect("_");
                Node vector = new Node.Around(" __vector(", size, ")");
                return in.remember(new Node.Sequence(List.of(type(), vector), ""));
            }
            case 'F' -> {
                String bits = "_Float" + in.number();
                bits += in.take("x") ? "x" : "";
                in.take("_");
                return new Node.Text(bits);
            }
            default -> {
                String name = WIDE_BUILTINS.get(kind);
                if (name == null) {
                    throw in.malformed();
                }
                return new Node.Text(name);
            }
        }
    }

    private Node templateParameter() throws MalformedNameException {
        if (in.peek(1) == 's' || in.peek(1) == 'u' || in.peek(1) == 'e') {
            in.skip(2);
            return in.remember(names.name(false));
        }
        Node parameter = in.remember(parameter());
        if (in.peek() == 'I') {
            return in.remember(new Name.Templated(parameter, arguments(null)));
        }
        return parameter;
    }

    /** Reads {@code T_}. */
    Node parameter() throws MalformedNameException {
        in.expect("T");
        int index = in.sequence(10);
        return new Name.Parameter(scope, index);
    }

    private Node substituted() throws MalformedNameException {
        if (in.peek(1) == 't') {
            return in.remember(names.name(false));
        }
        Node known = names.substitution();
        boolean tagged = in.peek() == 'B';
        known = names.tags(known);
        if (tagged) {
            in.remember(known);
        }
        if (in.peek() == 'I') {
            return in.remember(new Name.Templated(known, arguments(null)));
        }
        return known;
    }

    /** Reads arguments of a template, and makes them those of a scope if there is one. */
    List<Node> arguments(Name.@Nullable Scope of) throws MalformedNameException {
        in.expect("I");
        List<Node> arguments = new ArrayList<>();
        while (!in.take("E")) {
            arguments.add(argument());
        }
        if (of != null) {
            of.set(arguments);
        }
        return arguments;
    }

    private Node argument() throws MalformedNameException {
        in.enter();
        Node argument;
        if (in.take("X")) {
            argument = expressions.expression();
            in.expect("E");
        } else if (in.peek() == 'L') {
            argument = expressions.literal();
        } else if (in.peek() == 'J' || in.peek() == 'I') {
            in.skip(1);
            List<Node> elements = new ArrayList<>();
            while (!in.take("E")) {
                elements.add(argument());
            }
            argument = new Name.Pack(elements);
        } else {
            argument = type();
        }
        in.leave();
        return argument;
    }
}
