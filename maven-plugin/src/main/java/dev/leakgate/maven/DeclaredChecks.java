package dev.leakgate.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the checks in class files, and in the spec files that classes carry, by the rules that the
 * engine finds them by.
 */
final class DeclaredChecks {

    /**
     * Holds what a check says itself, without its class.
     *
     * @param problem why it can have no result; null for nothing
     */
    record Own(String signature, Set<String> tags, boolean disabled, @Nullable String problem) {}

    private final TestClassFiles files;
    private final Path module;
    private final Annotations annotations;

    private DeclaredChecks(TestClassFiles files, Path module) {
        this.files = files;
        this.module = module;
        annotations = new Annotations(files);
    }

    /**
     * Returns the checks of all classes that can run some, inherited ones included.
     *
     * @param module the directory that the places of spec files start at
     * @throws IOException when a class file cannot be read
     */
    static List<DeclaredCheck> in(TestClassFiles files, Path module) throws IOException {
        DeclaredChecks checks = new DeclaredChecks(files, module);
        List<DeclaredCheck> found = new ArrayList<>();
        for (ClassNode type : files.tests()) {
            if ((type.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0
                    && isMemberOrTopLevel(type)) {
                found.addAll(checks.of(type));
            }
        }
        return found;
    }

    private List<DeclaredCheck> of(ClassNode type) throws IOException {
        List<DeclaredCheck> found = new ArrayList<>();
        // An overriding method hides the inherited one, with or without the annotation.
        Set<String> seen = new HashSet<>();
        for (ClassNode ancestor : withAncestors(type)) {
            for (MethodNode method : ancestor.methods) {
                boolean hidden = !seen.add(method.name + method.desc);
                boolean real = (method.access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT)) == 0;
                if (!hidden
                        && real
                        && Annotations.leakCheck(method.visibleAnnotations).isPresent()) {
                    found.add(check(type, method));
                }
            }
        }
        Optional<List<String>> roots = Annotations.specs(type.visibleAnnotations);
        if (roots.isPresent()) {
            for (Own spec : CarriedSpecs.in(module, roots.get())) {
                found.add(check(type, null, spec));
            }
        }
        return found;
    }

    private DeclaredCheck check(ClassNode type, MethodNode method) throws IOException {
        String parameters =
                Arrays.stream(Type.getArgumentTypes(method.desc))
                        .map(Type::getClassName)
                        .collect(Collectors.joining(", ", "(", ")"));
        return check(
                type,
                method.name,
                new Own(
                        method.name + parameters,
                        annotations.tags(method.visibleAnnotations),
                        annotations.disabled(method.visibleAnnotations),
                        null));
    }

    private DeclaredCheck check(ClassNode type, @Nullable String method, Own own)
            throws IOException {
        List<ClassNode> around = enclosing(type);
        Set<String> tags = new HashSet<>(own.tags());
        boolean disabled = own.disabled();
        List<ClassNode> typeAndAround = new ArrayList<>(around);
        typeAndAround.add(type);
        for (ClassNode each : typeAndAround) {
            disabled |= annotations.disabled(each.visibleAnnotations);
            // Jupiter's Tag is inherited from superclasses, its Disabled is not.
            for (ClassNode ancestor : superclasses(each)) {
                tags.addAll(annotations.tags(ancestor.visibleAnnotations));
            }
        }
        return new DeclaredCheck(
                binaryName(type.name),
                around.stream().map(each -> binaryName(each.name)).toList(),
                method,
                own.signature(),
                Set.copyOf(tags),
                disabled,
                own.problem());
    }

    private List<ClassNode> superclasses(ClassNode type) throws IOException {
        List<ClassNode> chain = new ArrayList<>(List.of(type));
        Optional<ClassNode> next = find(type.superName);
        while (next.isPresent() && !chain.contains(next.get())) {
            chain.add(next.get());
            next = find(next.get().superName);
        }
        return chain;
    }

    /** Returns the class, its superclasses, and then all interfaces. */
    private Set<ClassNode> withAncestors(ClassNode type) throws IOException {
        Set<ClassNode> all = new LinkedHashSet<>(superclasses(type));
        Deque<ClassNode> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            for (String name : open.remove().interfaces) {
                Optional<ClassNode> found = find(name);
                if (found.isPresent() && all.add(found.get())) {
                    open.add(found.get());
                }
            }
        }
        return all;
    }

    private List<ClassNode> enclosing(ClassNode type) throws IOException {
        List<ClassNode> around = new ArrayList<>();
        Optional<ClassNode> next = find(outerName(type));
        while (next.isPresent() && !around.contains(next.get())) {
            around.add(next.get());
            next = find(outerName(next.get()));
        }
        return around;
    }

    private Optional<ClassNode> find(@Nullable String internalName) throws IOException {
        return internalName == null || internalName.startsWith("java/")
                ? Optional.empty()
                : files.find(internalName);
    }

    private static @Nullable String outerName(ClassNode type) {
        return type.innerClasses.stream()
                .filter(inner -> inner.name.equals(type.name))
                .findFirst()
                .map(inner -> inner.outerName)
                .orElse(null);
    }

    /** Local and anonymous classes have an entry for themselves without an outer class. */
    private static boolean isMemberOrTopLevel(ClassNode type) {
        for (InnerClassNode inner : type.innerClasses) {
            if (inner.name.equals(type.name)) {
                return inner.outerName != null;
            }
        }
        return true;
    }

    private static String binaryName(String internalName) {
        return internalName.replace('/', '.');
    }
}
