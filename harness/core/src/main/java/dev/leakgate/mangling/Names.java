package dev.leakgate.mangling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the names of functions, variables and classes: Itanium C++ ABI, 5.1.3. */
final class Names {

    /* 5.1.10: what is written, and what a constructor of it is called. */
    private static final Map<Character, Node> STANDARD =
            Map.of(
                    'a', standard("allocator", ""),
                    'b', standard("basic_string", ""),
                    's',
                            standard(
                                    "basic_string",
                                    "<char, std::char_traits<char>, std::allocator<char> >"),
                    'i', standard("basic_istream", "<char, std::char_traits<char> >"),
                    'o', standard("basic_ostream", "<char, std::char_traits<char> >"),
                    'd', standard("basic_iostream", "<char, std::char_traits<char> >"));

    private static Node standard(String name, String arguments) {
        return new Name.Abbreviated("std::" + name + arguments, name);
    }

    private static final Node STD = new Node.Text("std");

    private final Reader in;
    private final Types types;
    private final SpecialNames special;

    /* What the function's type must know of the name that was read last. */
    private String behind = "";
    private boolean returns;

    Names(Reader in, Types types) {
        this.in = in;
        this.types = types;
        special = new SpecialNames(in, types, this);
    }

    /** Reads a function with its parameters, a variable, or what the compiler made. */
    Node encoding(boolean outermost) throws MalformedNameException {
        in.enter();
        Name.Scope outer = types.scope();
        types.enterScope(new Name.Scope());
        Node encoding = special.read();
        if (encoding == null) {
            encoding = declaration(outermost);
        }
        types.enterScope(outer);
        in.leave();
        return encoding;
    }

    private Node declaration(boolean outermost) throws MalformedNameException {
        behind = "";
        returns = false;
        Node name = name(true);
        String qualifiers = behind;
        char next = in.peek();
        if (next == 0 || next == 'E' || next == '.') {
            return name;
        }
        Node result = returns ? types.type() : null;
        List<Node> parameters = types.parameters();
        if (in.take("Q")) {
            types.expressions().expression();
        }
        Name.Declared function =
                new Name.Declared(name, new Type.Function(result, parameters, qualifiers));
        return outermost ? function : function.withoutResult();
    }

    /**
     * Reads a name.
     *
     * @param declared whether a function or variable has it, whose type follows; not a type
     */
    Node name(boolean declared) throws MalformedNameException {
        in.enter();
        Node name;
        if (in.peek() == 'N') {
            name = nested(declared);
        } else if (in.peek() == 'Z') {
            name = local(declared);
        } else {
            name = unscoped(declared);
        }
        in.leave();
        return name;
    }

    private Node unscoped(boolean declared) throws MalformedNameException {
        Node name;
        boolean known = in.peek() == 'S' && in.peek(1) != 't';
        if (known) {
            name = substitution();
        } else {
            boolean std = in.take("St");
            name = unqualified(null);
            name = std ? new Name.Nested(STD, name) : name;
        }
        boolean conversion = name instanceof Name.Conversion;
        if (in.peek() == 'I') {
            if (!known) {
                in.remember(name);
            }
            name = new Name.Templated(name, types.arguments(declared ? types.scope() : null));
            note(declared, !conversion);
        }
        return name;
    }

    private void note(boolean declared, boolean isTemplate) {
        if (declared) {
            returns = isTemplate;
        }
    }

    private Node nested(boolean declared) throws MalformedNameException {
        in.expect("N");
        in.take("H");
        String qualifiers = types.qualifiers();
        if (in.take("R")) {
            qualifiers += " &";
        } else if (in.take("O")) {
            qualifiers += " &&";
        }
        Node name = null;
        boolean structor = false;
        boolean isTemplate = false;
        while (!in.take("E")) {
            char next = in.peek();
            if (next == 'I' && name != null) {
                name = new Name.Templated(name, types.arguments(declared ? types.scope() : null));
                isTemplate = !structor;
                in.remember(name);
                continue;
            }
            isTemplate = false;
            if (next == 'S' && in.peek(1) != 't' && name == null) {
                // What it stands for is remembered already.
                Node known = substitution();
                name = tags(known);
                if (name != known) {
                    in.remember(name);
                }
                continue;
            }
            if (in.take("St")) {
                name = STD;
                continue;
            } else if (next == 'T' && name == null) {
                name = types.parameter();
            } else if (next == 'D' && (in.peek(1) == 't' || in.peek(1) == 'T') && name == null) {
                name = types.type();
                continue;
            } else if (next == 'M' && name != null) {
                in.skip(1);
                continue;
            } else {
                Node part = unqualified(name);
                structor = isStructor(part);
                name = name == null ? part : new Name.Nested(name, part);
            }
            in.remember(name);
        }
        if (name == null) {
            throw in.malformed();
        }
        if (name != STD) {
            // The whole name is remembered by who asked for it, if at all.
            in.forgetLast();
        }
        if (declared) {
            behind = qualifiers;
        }
        note(declared, isTemplate);
        return name;
    }

    private static boolean isStructor(Node part) {
        Node bare = part instanceof Name.Tagged tagged ? tagged.name() : part;
        return bare instanceof Name.Structor || bare instanceof Name.Conversion;
    }

    private Node local(boolean declared) throws MalformedNameException {
        in.expect("Z");
        Node function = encoding(false);
        in.expect("E");
        behind = "";
        if (in.take("s")) {
            discriminator();
            note(declared, false);
            return new Name.Nested(function, new Node.Text("string literal"));
        }
        String argument = "";
        if (in.take("d")) {
            argument = "{default arg#" + (in.sequence(10) + 1) + "}::";
        }
        Node entity = name(declared);
        discriminator();
        Node named = argument.isEmpty() ? entity : new Node.Around(argument, entity, "");
        return new Name.Nested(function, named);
    }

    private void discriminator() throws MalformedNameException {
        if (in.take("__")) {
            in.number();
            in.take("_");
        } else if (in.peek() == '_' && Character.isDigit(in.peek(1))) {
            in.skip(2);
        }
    }

    /** Reads one name; in a class it may be a constructor. */
    private Node unqualified(@Nullable Node within) throws MalformedNameException {
        char next = in.peek();
        Node name;
        in.take("L");
        if (in.digitNext()) {
            name = new Node.Text(in.sourceName());
        } else if (next == 'C' && within != null) {
            in.skip(1);
            boolean inherited = in.take("I");
            in.next();
            if (inherited) {
                types.type();
            }
            name = new Name.Structor("", within);
        } else if (next == 'D' && in.peek(1) == 'C') {
            name = binding();
        } else if (next == 'D' && within != null) {
            in.skip(2);
            name = new Name.Structor("~", within);
        } else if (next == 'U') {
            name = unnamed();
        } else {
            name = types.expressions().operatorName();
        }
        return tags(name);
    }

    private Node binding() throws MalformedNameException {
        in.skip(2);
        List<Node> bound = new ArrayList<>();
        while (!in.take("E")) {
            bound.add(new Node.Text(in.sourceName()));
        }
        return new Node.Around("[", new Node.Sequence(bound, ", "), "]");
    }

    private Node unnamed() throws MalformedNameException {
        if (in.take("Ut")) {
            return new Node.Text("{unnamed type#" + (in.sequence(10) + 1) + "}");
        }
        in.expect("Ul");
        List<Node> parameters = types.parameters();
        in.expect("E");
        Node list = new Node.Sequence(parameters, ", ");
        return new Node.Around("{lambda(", list, ")#" + (in.sequence(10) + 1) + "}");
    }

    /** Reads the tags behind a name. */
    Node tags(Node name) throws MalformedNameException {
        Node tagged = name;
        while (in.take("B")) {
            tagged = new Name.Tagged(tagged, in.sourceName());
        }
        return tagged;
    }

    /** Reads {@code S_} and the like; {@code St} is left to who may take it. */
    Node substitution() throws MalformedNameException {
        in.expect("S");
        Node standard = STANDARD.get(in.peek());
        if (standard == null) {
            return in.recall();
        }
        in.skip(1);
        return standard;
    }
}
