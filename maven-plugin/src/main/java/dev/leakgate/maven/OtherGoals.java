package dev.leakgate.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** Knows the goals of other plugins that this build runs, and what parameters they get. */
final class OtherGoals {

    private final BuildPluginManager plugins;
    private final MavenProject project;
    private final MavenSession session;
    private final ExpressionEvaluator evaluator;
    private final Log log;

    OtherGoals(
            BuildPluginManager plugins,
            MavenProject project,
            MavenSession session,
            MojoExecution ours,
            Log log) {
        this.plugins = plugins;
        this.project = project;
        this.session = session;
        evaluator = new PluginParameterExpressionEvaluator(session, ours);
        this.log = log;
    }

    ExpressionEvaluator evaluator() {
        return evaluator;
    }

    GoalParameters parameters(Plugin plugin, PluginExecution execution, String goal) {
        MojoDescriptor descriptor = descriptor(plugin, goal);
        return new GoalParameters(
                execution.getConfiguration() instanceof Xpp3Dom dom ? dom : null,
                descriptor == null ? null : descriptor.getMojoConfiguration(),
                evaluator);
    }

    /** Returns a goal's descriptor; null when its plugin cannot be had. */
    @Nullable MojoDescriptor descriptor(Plugin plugin, String goal) {
        try {
            return plugins.getMojoDescriptor(
                    plugin,
                    goal,
                    project.getRemotePluginRepositories(),
                    session.getRepositorySession());
        } catch (Exception unknown) {
            // A plugin that a phase after this one needs may be missing; the POM still counts.
            log.debug("no descriptor of " + plugin + ":" + goal, unknown);
            return null;
        }
    }

    /** Returns the executions of Failsafe's integration-test that are bound to a phase. */
    List<PluginExecution> integrationTests() {
        List<PluginExecution> bound = new ArrayList<>();
        Plugin failsafe = failsafe();
        if (failsafe != null) {
            for (PluginExecution execution : failsafe.getExecutions()) {
                if (execution.getGoals().contains("integration-test")
                        && !"none".equals(execution.getPhase())) {
                    bound.add(execution);
                }
            }
        }
        return bound;
    }

    @Nullable Plugin failsafe() {
        return project.getPlugin("org.apache.maven.plugins:" + TestRunner.FAILSAFE);
    }
}
