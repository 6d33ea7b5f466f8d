package dev.leakgate.mangling;

import java.util.List;
import java.util.Optional;

/**
 * Is one part of a name. A declarator stands around what it declares, as in {@code void (*f)(int)},
 * so each part prints what is left and what is right of that.
 */
interface Node {

    /** Prints what stands before a declared name; of most parts that is all. */
    void left(Printer out) throws MalformedNameException;

    /** Prints what stands behind a declared name. */
    default void right(Printer out) throws MalformedNameException {}

    /** Lists the parts that it is made of, in which a pack of arguments may be. */
    default List<Node> parts() {
        return List.of();
    }

    /** Tells whether a pointer to it needs parentheses: to a function or an array. */
    default boolean wrapsPointers() throws MalformedNameException {
        return false;
    }

    /** Gives what it stands for, when it stands for another part. */
    default Optional<Node> target() {
        return Optional.empty();
    }

    /** Gives the name that a constructor of it has. */
    default Node last() {
        return this;
    }

    /** Is text as it stands. */
    record Text(String text) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.add(text);
        }
    }

    /** Is a text before and behind a part: {@code vtable for X}. */
    record Around(String before, Node inner, String behind) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.add(before);
            out.print(inner);
            out.add(behind);
        }

        @Override
        public List<Node> parts() {
            return List.of(inner);
        }
    }

    /** Is several parts one after the other. */
    record Sequence(List<Node> parts, String between) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            out.list(parts, between);
        }
    }

    /** Is an operand, in parentheses unless it is a plain name. */
    record Operand(Node inner) implements Node {
        @Override
        public void left(Printer out) throws MalformedNameException {
            boolean plain = inner instanceof Text || inner instanceof Name.Nested;
            out.add(plain ? "" : "(");
            out.print(inner);
            out.add(plain ? "" : ")");
        }

        @Override
        public List<Node> parts() {
            return List.of(inner);
        }
    }
}
