package dev.leakgate.maven;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names a method that carries {@code @LeakCheck}, or a check of a spec file, as the class that runs
 * it has it.
 *
 * @param className binary name of the class that runs it, {@code com.example.Outer$Inner}
 * @param enclosing binary names of the classes around it, the innermost first
 * @param method the method's name; null for a check of a spec file, which no filter of methods
 *     leaves out
 * @param signature the name with its parameter types, or of the file with that of the check, as
 *     {@code run.json} has it
 * @param tags the tags of the method, of its class, of the superclasses and of the classes around
 * @param disabled whether an annotation named {@code Disabled}, or its file, switches it off
 * @param problem what is wrong with its file, so that it can have no result; null for nothing
 */
record DeclaredCheck(
        String className,
        List<String> enclosing,
        @Nullable String method,
        String signature,
        Set<String> tags,
        boolean disabled,
        @Nullable String problem) {

    /** Names a method. */
    DeclaredCheck(
            String className,
            List<String> enclosing,
            String method,
            String signature,
            Set<String> tags,
            boolean disabled) {
        this(className, enclosing, method, signature, tags, disabled, null);
    }

    /** Returns the class and those around it. */
    Stream<String> classNames() {
        return Stream.concat(Stream.of(className), enclosing.stream());
    }

    /**
     * Prints {@code com.example.GatewayIT#unknownChannel}, which {@code -Dit.test} takes, or {@code
     * com.example.LeakSpecsIT (gateway.leakcheck.yaml: unknown channel)}.
     */
    @Override
    public String toString() {
        return method == null ? className + " (" + signature + ")" : className + "#" + method;
    }
}
