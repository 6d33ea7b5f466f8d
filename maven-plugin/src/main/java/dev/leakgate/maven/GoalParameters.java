package dev.leakgate.maven;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of another plugin's goal as Maven would give them to it: from the POM, else
 * from the property that the goal's descriptor names, else from its default.
 *
 * <p>Which properties a goal obeys changes between versions (Failsafe 3.6 no longer reads {@code
 * skipTests}), so the descriptor of the version in use is asked.
 */
final class GoalParameters {

    private final @Nullable Xpp3Dom configuration;
    private final @Nullable PlexusConfiguration descriptor;
    private final ExpressionEvaluator evaluator;

    /**
     * Makes a reader.
     *
     * @param configuration of the execution in the effective POM; null for none
     * @param descriptor parameters of the goal with expression and default; null when unknown
     */
    GoalParameters(
            @Nullable Xpp3Dom configuration,
            @Nullable PlexusConfiguration descriptor,
            ExpressionEvaluator evaluator) {
        this.configuration = configuration;
        this.descriptor = descriptor;
        this.evaluator = evaluator;
    }

    boolean isTrue(String name) throws MojoExecutionException {
        String text = text(name);
        return text != null && Boolean.parseBoolean(text.strip());
    }

    @Nullable String text(String name) throws MojoExecutionException {
        Xpp3Dom set = configuration == null ? null : configuration.getChild(name);
        PlexusConfiguration known = descriptor == null ? null : descriptor.getChild(name, false);
        String value = set == null ? null : evaluate(set.getValue());
        if (value == null && set == null && known != null) {
            value = evaluate(known.getValue(null));
        }
        if (value == null && known != null) {
            value = evaluate(known.getAttribute("default-value", null));
        }
        return value;
    }

    /** Reads a list: elements, or one text with commas, as a property holds it. */
    List<String> texts(String name) throws MojoExecutionException {
        Xpp3Dom set = configuration == null ? null : configuration.getChild(name);
        if (set == null || set.getChildCount() == 0) {
            String text = text(name);
            return text == null
                    ? List.of()
                    : Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .filter(item -> !item.isEmpty())
                            .toList();
        }
        List<String> items = new ArrayList<>();
        for (Xpp3Dom child : set.getChildren()) {
            String item = evaluate(child.getValue());
            if (item != null) {
                items.add(item.strip());
            }
        }
        return items;
    }

    private @Nullable String evaluate(@Nullable String expression) throws MojoExecutionException {
        if (expression == null || expression.isBlank()) {
            return null;
        }
        try {
            Object value = evaluator.evaluate(expression);
            return value == null || value.toString().isBlank() ? null : value.toString();
        } catch (ExpressionEvaluationException unreadable) {
            throw new MojoExecutionException(
                    "cannot evaluate " + expression + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
