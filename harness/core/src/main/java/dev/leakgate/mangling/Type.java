package dev.leakgate.mangling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the parts of types: declarators around what they declare. */
final class Type {

    private Type() {}

    /** Is a type with what stands behind it: {@code " const"}. */
    record Qualified(Node inner, String qualifier) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            inner.left(out);
            if (!out.endsWith(qualifier)) {
                out.add(qualifier);
            }
        }

        @Override
        public void right(Printer out) throws MalformedNameException {
            inner.right(out);
        }

        @Override
        public List<Node> parts() {
            return List.of(inner);
        }

        @Override
        public boolean wrapsPointers() throws MalformedNameException {
            return inner.wrapsPointers();
        }
    }

    /** Is a pointer or reference. */
    record Pointer(Node inner, String sign) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            Node pointed = inner;
            String shown = sign;
            // A reference to a reference is one: && only when both are.
            for (int i = 0; i < 16 && !sign.equals("*"); i++) {
                Node target = pointed.target().orElse(pointed);
                if (target instanceof Pointer other && !other.sign.equals("*")) {
                    shown = other.sign.equals("&") ? "&" : shown;
                    pointed = other.inner;
                } else if (target instanceof Name.Pack pack && pack.chosen(out) != pack) {
                    pointed = pack.chosen(out);
                } else {
                    break;
                }
            }
            pointed.left(out);
            if (pointed.wrapsPointers()) {
                out.add(" (");
            }
            out.add(shown);
        }

        @Override
        public void right(Printer out) throws MalformedNameException {
            Node pointed = inner.target().orElse(inner);
            if (!sign.equals("*") && pointed instanceof Pointer other && !other.sign.equals("*")) {
                other.right(out);
                return;
            }
            out.add(inner.wrapsPointers() ? ")" : "");
            inner.right(out);
        }

        @Override
        public List<Node> parts() {
            return List.of(inner);
        }
    }

    /** Is a pointer to a member. */
    record MemberPointer(Node owner, Node member) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            member.left(out);
            out.add(member.wrapsPointers() ? " (" : " ");
            out.print(owner);
            out.add("::*");
        }

        @Override
        public void right(Printer out) throws MalformedNameException {
            out.add(member.wrapsPointers() ? ")" : "");
            member.right(out);
        }

        @Override
        public List<Node> parts() {
            return List.of(owner, member);
        }
    }

    /** Is a function's type; a declared function may leave out what it returns. */
    record Function(@Nullable Node result, List<Node> parameters, String behind) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            if (result != null) {
                result.left(out);
            }
        }

        @Override
        public void right(Printer out) throws MalformedNameException {
            // By itself it is void (int), behind a declarator void (*)(int).
            out.add(out.endsWith(")") ? "" : " ");
            printParameters(out);
        }

        void printParameters(Printer out) throws MalformedNameException {
            out.add("(");
            out.list(parameters, ", ");
            out.add(")" + behind);
            if (result != null) {
                result.right(out);
            }
        }

        @Override
        public List<Node> parts() {
            List<Node> parts = new ArrayList<>(parameters);
            Optional.ofNullable(result).ifPresent(parts::add);
            return parts;
        }

        @Override
        public boolean wrapsPointers() {
            return true;
        }
    }

    /** Is an array. */
    record Array(Node element, Node dimension) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            element.left(out);
        }

        @Override
        public void right(Printer out) throws MalformedNameException {
            out.add(out.endsWith("]") ? "[" : " [");
            out.print(dimension);
            out.add("]");
            element.right(out);
        }

        @Override
        public List<Node> parts() {
            return List.of(element, dimension);
        }

        @Override
        public boolean wrapsPointers() {
            return true;
        }
    }
}
