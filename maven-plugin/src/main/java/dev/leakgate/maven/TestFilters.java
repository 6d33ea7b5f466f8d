package dev.leakgate.maven;

import java.util.List;
import java.util.Set;
import org.apache.maven.surefire.api.testset.TestListResolver;
import org.jspecify.annotations.Nullable;

/**
 * Decides which tests one execution of Surefire or Failsafe runs, with Surefire's own patterns.
 *
 * <p>{@code -Dtest} or {@code -Dit.test} replaces both includes and excludes. Classes are picked by
 * file, so a nested class runs with the one around it; methods are picked when the classes run.
 *
 * @param test what {@code -Dtest} or {@code -Dit.test} says; null for nothing
 * @param includes patterns of class files to run, never empty
 * @param excludes patterns of class files not to run
 * @param tags which tags run
 */
record TestFilters(
        @Nullable String test, List<String> includes, List<String> excludes, TagExpressions tags) {

    /** What Surefire excludes when the POM excludes nothing. */
    static final List<String> DEFAULT_EXCLUDES = List.of("**/*$*");

    /** Tells whether the name of the class, or of one around it, is one that is run at all. */
    boolean matchesName(DeclaredCheck check) {
        return matchesFile(new TestListResolver(includes, List.of()), check);
    }

    /** Tells whether the command line says which tests to run. */
    boolean isSpecific() {
        return test != null && !test.isBlank();
    }

    /** Tells whether the check runs. */
    boolean select(DeclaredCheck check) {
        return selectsClassAndMethod(check) && tags.select(check.tags());
    }

    private boolean selectsClassAndMethod(DeclaredCheck check) {
        if (test == null || test.isBlank()) {
            return matchesFile(new TestListResolver(includes, excludes), check);
        }
        TestListResolver specific = new TestListResolver(Set.of(test.split(",", -1)));
        TestListResolver methods = TestListResolver.optionallyWildcardFilter(specific);
        String method = check.method();
        return matchesFile(specific, check)
                && (method == null
                        || methods.isEmpty()
                        || methods.isWildcard()
                        || methods.shouldRun(file(check.className()), method));
    }

    private static boolean matchesFile(TestListResolver patterns, DeclaredCheck check) {
        return check.classNames().anyMatch(name -> patterns.shouldRun(file(name), null));
    }

    private static String file(String className) {
        return TestListResolver.toClassFileName(className);
    }
}
