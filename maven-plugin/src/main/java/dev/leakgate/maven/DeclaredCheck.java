package dev.leakgate.maven;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names a method that carries {@code @LeakCheck}, as the class that runs it has it.
 *
 * @param className binary name of the class that runs it, {@code com.example.Outer$Inner}
 * @param enclosing binary names of the classes around it, the innermost first
 * @param method the method's name
 * @param signature the name with its parameter types, as {@code run.json} has it
 * @param tags the tags of the method, of its class, of the superclasses and of the classes around
 * @param disabled whether an annotation named {@code Disabled} switches it off
 */
record DeclaredCheck(
        String className,
        List<String> enclosing,
        String method,
        String signature,
        Set<String> tags,
        boolean disabled) {

    /** Returns the class and those around it. */
    Stream<String> classNames() {
        return Stream.concat(Stream.of(className), enclosing.stream());
    }

    /** Prints {@code com.example.GatewayIT#unknownChannel}, which {@code -Dit.test} takes. */
    @Override
    public String toString() {
        return className + "#" + method;
    }
}
