package dev.leakgate.maven;

import dev.leakgate.spec.SpecFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;

/** Reads the annotations of classes and methods, and the annotations that those carry. */
final class Annotations {

    static final String LEAK_CHECK = "dev.leakgate.junit.LeakCheck";

    static final String SPECS = "dev.leakgate.junit.LeakCheckSpecs";

    private static final Set<String> DISABLED = Set.of("Disabled", "DisabledLeakCheck");
    private static final String TAG = "org.junit.jupiter.api.Tag";
    private static final String TAGS = "org.junit.jupiter.api.Tags";

    private final TestClassFiles files;

    Annotations(TestClassFiles files) {
        this.files = files;
    }

    /** Returns the annotation that makes a method a check. */
    static Optional<AnnotationNode> leakCheck(@Nullable List<AnnotationNode> annotations) {
        return orEmpty(annotations).stream()
                .filter(annotation -> name(annotation).equals(LEAK_CHECK))
                .findFirst();
    }

    /** Returns where the spec files are that a class carries; empty when it carries none. */
    static Optional<List<String>> specs(@Nullable List<AnnotationNode> annotations) {
        return orEmpty(annotations).stream()
                .filter(annotation -> name(annotation).equals(SPECS))
                .findFirst()
                .map(
                        annotation ->
                                value(annotation, "value") instanceof List<?> roots
                                        ? roots.stream().map(String::valueOf).toList()
                                        : List.of(SpecFiles.DEFAULT_DIRECTORY));
    }

    /** Tells whether an annotation with the simple name {@code Disabled} is there. */
    boolean disabled(@Nullable List<AnnotationNode> annotations) throws IOException {
        for (AnnotationNode annotation : withCarried(annotations)) {
            String name = name(annotation);
            if (DISABLED.contains(name.substring(name.lastIndexOf('.') + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the tags that are there, Jupiter's and those of the check itself. */
    Set<String> tags(@Nullable List<AnnotationNode> annotations) throws IOException {
        Set<String> tags = new HashSet<>();
        for (AnnotationNode annotation : withCarried(annotations)) {
            switch (name(annotation)) {
                case TAG -> add(tags, value(annotation, "value"));
                case TAGS -> {
                    if (value(annotation, "value") instanceof List<?> repeated) {
                        for (Object tag : repeated) {
                            if (tag instanceof AnnotationNode node) {
                                add(tags, value(node, "value"));
                            }
                        }
                    }
                }
                case LEAK_CHECK -> {
                    if (value(annotation, "tags") instanceof List<?> own) {
                        own.forEach(tag -> add(tags, tag));
                    }
                }
                default -> {}
            }
        }
        return tags;
    }

    /** Follows annotations of annotations, each once. */
    private List<AnnotationNode> withCarried(@Nullable List<AnnotationNode> annotations)
            throws IOException {
        List<AnnotationNode> all = new ArrayList<>(orEmpty(annotations));
        Set<String> followed = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String type = Type.getType(all.get(i).desc).getInternalName();
            if (!type.startsWith("java/") && followed.add(type)) {
                Optional<ClassNode> annotation = files.find(type);
                if (annotation.isPresent()) {
                    all.addAll(orEmpty(annotation.get().visibleAnnotations));
                }
            }
        }
        return all;
    }

    private static void add(Set<String> tags, @Nullable Object tag) {
        if (tag instanceof String text && !text.isBlank()) {
            tags.add(text.strip());
        }
    }

    private static String name(AnnotationNode annotation) {
        return Type.getType(annotation.desc).getClassName();
    }

    private static @Nullable Object value(AnnotationNode annotation, String name) {
        List<Object> pairs = annotation.values;
        for (int i = 0; pairs != null && i + 1 < pairs.size(); i += 2) {
            if (name.equals(pairs.get(i))) {
                return pairs.get(i + 1);
            }
        }
        return null;
    }

    private static List<AnnotationNode> orEmpty(@Nullable List<AnnotationNode> annotations) {
        return annotations == null ? List.of() : annotations;
    }
}
