package dev.leakgate.mangling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the parts of names: of what is declared, and where. */
final class Name {

    private Name() {}

    /** Is {@code outer::name}. */
    record Nested(Node outer, Node name) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.print(outer);
            out.add("::");
            out.print(name);
        }

        @Override
        public List<Node> parts() {
            return List.of(outer, name);
        }

        @Override
        public Node last() {
            return name.last();
        }
    }

    /** Is {@code name<arguments>}. */
    record Templated(Node name, List<Node> arguments) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.print(name);
            // operator< <int>
            out.add(out.endsWith("<") ? " <" : "<");
            out.list(arguments, ", ");
            out.add(out.endsWith(">") ? " >" : ">");
        }

        @Override
        public List<Node> parts() {
            List<Node> parts = new ArrayList<>(arguments);
            parts.add(name);
            return parts;
        }

        @Override
        public Node last() {
            return name.last();
        }
    }

    /** Is an abbreviation of namespace std. */
    record Abbreviated(String text, String structor) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.add(text);
        }

        @Override
        public Node last() {
            return new Node.Text(structor);
        }
    }

    /** Is a constructor or destructor. */
    record Structor(String sign, Node type) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.add(sign);
            out.print(type.last());
        }
    }

    /** Is {@code operator type}, a conversion. */
    record Conversion(Node type) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.add("operator ");
            out.print(type);
        }
    }

    /** Is a name with {@code [abi:tag]}. */
    record Tagged(Node name, String tag) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.print(name);
            out.add("[abi:" + tag + "]");
        }

        @Override
        public Node last() {
            return name.last();
        }
    }

    /** Is a function with its parameters. */
    record Declared(Node name, Type.Function type) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            Node result = type.result();
            if (result != null) {
                result.left(out);
                // A declarator's star stands at the name: void (*f())(int).
                out.add(out.endsWith("(*") || out.endsWith("(&") ? "" : " ");
            }
            out.print(name);
            type.printParameters(out);
        }

        @Override
        public List<Node> parts() {
            return List.of(name, type);
        }

        /** Leaves out what it returns, as for the function that a local name is in. */
        Declared withoutResult() {
            return new Declared(name, new Type.Function(null, type.parameters(), type.behind()));
        }
    }

    /** Is {@code T_}: a parameter of the template that a scope is of. */
    record Parameter(Scope scope, int index) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            chosen(out).left(out);
        }

        @Override
        public void right(Printer out) throws MalformedNameException {
            chosen(out).right(out);
        }

        private Node chosen(Printer out) throws MalformedNameException {
            Node argument = scope.get(index);
            if (argument == null) {
                throw new MalformedNameException("there is no template parameter " + index);
            }
            return argument instanceof Pack pack ? pack.chosen(out) : argument;
        }

        @Override
        public boolean wrapsPointers() throws MalformedNameException {
            Node argument = scope.get(index);
            return argument != null && argument != this && argument.wrapsPointers();
        }

        @Override
        public Optional<Node> target() {
            return Optional.ofNullable(scope.get(index));
        }

        @Override
        public List<Node> parts() {
            Node argument = scope.get(index);
            return argument == null ? List.of() : List.of(argument);
        }
    }

    /** Is a list of arguments that stands for one. */
    record Pack(List<Node> elements) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.list(elements, ", ");
        }

        Node chosen(Printer out) {
            int index = out.packIndex();
            return index >= 0 && index < elements.size() ? elements.get(index) : this;
        }
    }

    /** Is {@code pattern...}, written out for each element of the pack within. */
    record Expansion(Node pattern) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.expand(pattern);
        }
    }

    /** Holds the arguments of the template that a function is of; they may come late. */
    static final class Scope {
        private List<Node> arguments = List.of();

        void set(List<Node> these) {
            arguments = these;
        }

        @Nullable Node get(int index) {
            return index < arguments.size() ? arguments.get(index) : null;
        }
    }
}
