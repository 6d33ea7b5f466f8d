package dev.leakgate.maven;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.jspecify.annotations.Nullable;

/** Finds the property by which the user skips tests. */
final class SkippedTests {

    private static final List<String> PROPERTIES =
            List.of("maven.test.skip", "skipTests", "skipITs");

    private SkippedTests() {}

    /** Returns the property; null when none is set. */
    static @Nullable String by(ExpressionEvaluator evaluator) throws MojoExecutionException {
        for (String property : PROPERTIES) {
            try {
                Object value = evaluator.evaluate("${" + property + "}");
                if (value != null && Boolean.parseBoolean(value.toString())) {
                    return property;
                }
            } catch (ExpressionEvaluationException unreadable) {
                throw new MojoExecutionException(
                        "cannot evaluate the property " + property + ": " + unreadable.getMessage(),
                        unreadable);
            }
        }
        return null;
    }
}
