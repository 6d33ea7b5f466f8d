package dev.leakgate.maven;

import dev.leakgate.check.KeptMemory;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Holds what {@code start} and {@code stop} must agree on. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class AbstractWatchMojo extends AbstractMojo {

    /** The fewest passes behind the first that growth can be judged from. */
    static final int FEWEST_PASSES = 5;

    static final int MOST_PASSES = 200;

    /** Skips this goal. */
    @Parameter(property = "leakgate.skip", defaultValue = "false")
    private boolean skip;

    /**
     * How often the tests run again behind the first time, which warms up: 5 or more, so that
     * growth can be judged. With 0 they run once, and peaks and budgets alone are judged.
     */
    @Parameter(property = "leakgate.repeat", defaultValue = "0")
    private int repeat;

    /** What is kept of a service that leaks: CAPTURE, a core and dumps of what grew, or NOTHING. */
    @Parameter(property = KeptMemory.ON_LEAK_PROPERTY)
    private @Nullable String onLeak;

    /** How much memory a core holds at most, 512 MiB unless set; with 0 B there is none. */
    @Parameter(property = KeptMemory.KEEP_CORE_PROPERTY)
    private @Nullable String keepCore;

    /** How a service that leaks is frozen: AUTO, or FORK, STOP or GCORE alone. */
    @Parameter(property = KeptMemory.CAPTURE_PROPERTY)
    private @Nullable String capture;

    /** Where results go. */
    @Parameter(
            property = "leakgate.outputDirectory",
            defaultValue = "${project.build.directory}/leakgate")
    private File outputDirectory;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution mojoExecution;

    private final BuildPluginManager plugins;

    AbstractWatchMojo(BuildPluginManager plugins) {
        this.plugins = plugins;
    }

    final MavenProject project() {
        return project;
    }

    final MavenSession session() {
        return session;
    }

    final Path outputDirectory() {
        return outputDirectory.toPath();
    }

    final BuildPluginManager plugins() {
        return plugins;
    }

    final OtherGoals goals() {
        return new OtherGoals(plugins, project, session, mojoExecution, getLog());
    }

    final int repeat() throws MojoExecutionException {
        if (repeat != 0 && (repeat < FEWEST_PASSES || repeat > MOST_PASSES)) {
            throw new MojoExecutionException(
                    "leakgate.repeat = "
                            + repeat
                            + " must be from 5 to 200: fewer passes cannot tell a leak from chance;"
                            + " 0 judges peaks and budgets alone");
        }
        return repeat;
    }

    final KeptMemory keptMemory() throws MojoExecutionException {
        try {
            return KeptMemory.DEFAULT.under(
                    name ->
                            Optional.ofNullable(
                                    switch (name) {
                                        case KeptMemory.ON_LEAK_PROPERTY -> onLeak;
                                        case KeptMemory.KEEP_CORE_PROPERTY -> keepCore;
                                        default -> capture;
                                    }));
        } catch (IllegalArgumentException wrong) {
            throw new MojoExecutionException(wrong.getMessage());
        }
    }

    final boolean isSkipped() {
        return skip;
    }

    /**
     * Returns why no integration test runs; null when some do. What Failsafe obeys changes between
     * its versions, so its executions are asked where there are any.
     */
    final @Nullable String testsSkippedBy() throws MojoExecutionException {
        OtherGoals goals = goals();
        List<TestRunner> failsafe =
                new TestRunners(project.getBasedir().toPath(), goals::parameters, getLog())
                        .of(project).stream().filter(TestRunner::isFailsafe).toList();
        if (failsafe.isEmpty()) {
            return SkippedTests.by(goals.evaluator());
        }
        return failsafe.stream().allMatch(TestRunner::isSkipped)
                ? failsafe.get(0).skippedBy()
                : null;
    }

    @SuppressWarnings("unchecked") // a raw map of Maven's, which holds what plugins like
    final Watchers watchers() {
        return Watchers.of((Map<Object, Object>) getPluginContext());
    }
}
