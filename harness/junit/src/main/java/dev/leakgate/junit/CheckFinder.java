package dev.leakgate.junit;

import static org.junit.platform.commons.support.HierarchyTraversalMode.TOP_DOWN;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoveryIssue.Severity;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;

/**
 * Finds checks in classes. Initialises no class: that would run the user's code.
 *
 * <p>A class that does not link cannot be searched. It is passed over with a warning, since it may
 * be meant for another engine.
 */
final class CheckFinder {

    private final DiscoveryIssueReporter issues;

    CheckFinder(DiscoveryIssueReporter issues) {
        this.issues = issues;
    }

    /** Returns the checks of a class, inherited ones included. */
    static List<Method> methods(Class<?> type) {
        return ReflectionSupport.findMethods(type, CheckFinder::isCheck, TOP_DOWN);
    }

    /** Tells whether a method is a check; the compiler's bridge of one is not. */
    static boolean isCheck(Method method) {
        return method.isAnnotationPresent(LeakCheck.class) && !method.isBridge();
    }

    /**
     * Tells whether a class has checks, its own, inherited or of spec files, and is no template.
     */
    boolean hasChecks(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (type.isAnnotationPresent(LeakCheckSpecs.class)
                        || !whereLinked(type, List::<Method>of, () -> methods(type)).isEmpty());
    }

    /** Returns those of a class and of the classes nested in it, at any depth, that have checks. */
    List<Class<?>> withNested(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        if (hasChecks(type)) {
            found.add(type);
        }
        Class<?>[] nested = whereLinked(type, () -> new Class<?>[0], type::getDeclaredClasses);
        Arrays.sort(nested, Comparator.comparing(Class::getName));
        for (Class<?> member : nested) {
            found.addAll(withNested(member));
        }
        return found;
    }

    private <T> T whereLinked(Class<?> type, Supplier<T> otherwise, Supplier<T> search) {
        try {
            return search.get();
        } catch (LinkageError e) {
            issues.reportIssue(
                    DiscoveryIssue.builder(
                                    Severity.WARNING,
                                    type.getName()
                                            + " was not searched for checks, since it does not"
                                            + " link: "
                                            + e)
                            .source(ClassSource.from(type))
                            .cause(e));
            return otherwise.get();
        }
    }
}
