package dev.leakgate.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestTag;

/**
 * Reads tags, display names and what is disabled.
 *
 * <p>Users know Jupiter's annotations, so they count here too. They are found by name: Jupiter need
 * not be on the class path.
 */
final class UserAnnotations {

    private static final String JUPITER = "org.junit.jupiter.api.";

    private UserAnnotations() {}

    /** Returns the tags of a class, of its superclasses and of the classes around it. */
    static Set<TestTag> tags(Class<?> testClass) {
        return withEnclosing(testClass)
                .flatMap(UserAnnotations::jupiterTags)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the tags of a method alone; what is no valid tag is dropped. */
    static Set<TestTag> tags(AnnotatedElement method, LeakCheck check) {
        return Stream.concat(jupiterTags(method), validTags(Stream.of(check.tags())))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns what {@code @DisplayName} says. */
    static Optional<String> displayName(AnnotatedElement element) {
        return values(element, JUPITER + "DisplayName")
                .findFirst()
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    /** Returns why the checks of a class are disabled; nothing when they are not. */
    static Optional<String> disabled(Class<?> testClass) {
        return withEnclosing(testClass).flatMap(UserAnnotations::reasons).findFirst();
    }

    /** Returns why a method is disabled; nothing when it is not. */
    static Optional<String> disabled(AnnotatedElement method) {
        return reasons(method).findFirst();
    }

    private static Stream<Class<?>> withEnclosing(Class<?> testClass) {
        return Stream.<Class<?>>iterate(testClass, type -> type != null, Class::getEnclosingClass);
    }

    private static Stream<String> reasons(AnnotatedElement element) {
        return Stream.concat(
                        values(element, DisabledLeakCheck.class.getName()),
                        values(element, JUPITER + "Disabled"))
                .map(reason -> reason.isBlank() ? "disabled without a reason" : reason);
    }

    private static Stream<TestTag> jupiterTags(AnnotatedElement element) {
        return validTags(values(element, JUPITER + "Tag"));
    }

    private static Stream<TestTag> validTags(Stream<String> tags) {
        return tags.filter(TestTag::isValid).map(TestTag::create);
    }

    private static Stream<String> values(AnnotatedElement element, String annotationName) {
        List<Annotation> found = new ArrayList<>();
        collect(element, annotationName, found, new HashSet<>());
        return found.stream().map(annotation -> String.valueOf(value(annotation)));
    }

    /** Follows annotations of annotations, and the containers of repeated ones. */
    private static void collect(
            AnnotatedElement element,
            String name,
            List<Annotation> found,
            Set<AnnotatedElement> visited) {
        if (!visited.add(element)) {
            return;
        }
        for (Annotation annotation : element.getAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (type.getName().equals(name)) {
                found.add(annotation);
            } else if (type.getName().equals(name + "s")
                    && value(annotation) instanceof Annotation[] repeated) {
                found.addAll(List.of(repeated));
            } else if (!type.getName().startsWith("java.lang.annotation.")) {
                collect(type, name, found, visited);
            }
        }
    }

    private static Object value(Annotation annotation) {
        try {
            var value = annotation.annotationType().getMethod("value");
            value.setAccessible(true);
            return value.invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(annotation + " has no readable value", e);
        }
    }
}
