package dev.leakgate.maven;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/** Finds the executions of Surefire and Failsafe in the effective POM and what each runs. */
final class TestRunners {

    /** What Failsafe includes when the POM includes nothing. */
    static final List<String> FAILSAFE_INCLUDES =
            List.of("**/IT*.java", "**/*IT.java", "**/*ITCase.java");

    /** What Surefire includes when the POM includes nothing. */
    static final List<String> SUREFIRE_INCLUDES =
            List.of("**/Test*.java", "**/*Test.java", "**/*Tests.java", "**/*TestCase.java");

    private static final String ENGINE = "leakgate";
    private static final int MOST_PATTERNS = 100_000;

    /** Reads the parameters of a goal of another plugin. */
    @FunctionalInterface
    interface Goals {
        GoalParameters parameters(Plugin plugin, PluginExecution execution, String goal)
                throws MojoExecutionException;
    }

    private final Path baseDirectory;
    private final Goals goals;
    private final Log log;

    TestRunners(Path baseDirectory, Goals goals, Log log) {
        this.baseDirectory = baseDirectory;
        this.goals = goals;
        this.log = log;
    }

    /** Returns each execution that is bound to a phase. */
    List<TestRunner> of(MavenProject project) throws MojoExecutionException {
        List<TestRunner> runners = new ArrayList<>();
        for (Plugin plugin : project.getBuildPlugins()) {
            if (!plugin.getGroupId().equals("org.apache.maven.plugins")) {
                continue;
            }
            if (plugin.getArtifactId().equals(TestRunner.SUREFIRE)) {
                add(runners, plugin, "test");
            } else if (plugin.getArtifactId().equals(TestRunner.FAILSAFE)) {
                add(runners, plugin, "integration-test");
            }
        }
        return runners;
    }

    private void add(List<TestRunner> runners, Plugin plugin, String goal)
            throws MojoExecutionException {
        for (PluginExecution execution : plugin.getExecutions()) {
            // "none" is the common way to take an inherited execution out.
            if (execution.getGoals().contains(goal) && !"none".equals(execution.getPhase())) {
                GoalParameters parameters = goals.parameters(plugin, execution, goal);
                runners.add(
                        new TestRunner(
                                plugin.getArtifactId(),
                                String.valueOf(plugin.getVersion()),
                                execution.getId(),
                                filters(plugin, parameters),
                                skippedBy(parameters),
                                withoutEngine(parameters)));
            }
        }
    }

    private TestFilters filters(Plugin plugin, GoalParameters parameters)
            throws MojoExecutionException {
        List<String> includes = patterns(parameters, "includes");
        List<String> excludes = patterns(parameters, "excludes");
        if (includes.isEmpty()) {
            includes =
                    plugin.getArtifactId().equals(TestRunner.FAILSAFE)
                            ? FAILSAFE_INCLUDES
                            : SUREFIRE_INCLUDES;
        }
        return new TestFilters(
                parameters.text("test"),
                includes,
                excludes.isEmpty() ? TestFilters.DEFAULT_EXCLUDES : excludes,
                tags(parameters));
    }

    private TagExpressions tags(GoalParameters parameters) throws MojoExecutionException {
        String groups = parameters.text("groups");
        String excluded = parameters.text("excludedGroups");
        try {
            return TagExpressions.of(groups, excluded);
        } catch (JUnitException unreadable) {
            log.warn(
                    "The tag expression is not understood, so every leak check is expected: "
                            + unreadable.getMessage());
            return TagExpressions.ALL;
        }
    }

    private List<String> patterns(GoalParameters parameters, String name)
            throws MojoExecutionException {
        List<String> patterns = new ArrayList<>(parameters.texts(name));
        String file = parameters.text(name + "File");
        if (file != null) {
            patterns.addAll(read(baseDirectory.resolve(file)));
        }
        return patterns;
    }

    private static List<String> read(Path file) throws MojoExecutionException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return reader.lines()
                    .limit(MOST_PATTERNS)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new MojoExecutionException(
                    "cannot read the patterns of tests: " + unreadable, unreadable);
        }
    }

    private static @Nullable String skippedBy(GoalParameters parameters)
            throws MojoExecutionException {
        for (String name : List.of("skipTests", "skipITs", "skipExec", "skip")) {
            if (parameters.isTrue(name)) {
                return name.equals("skip") ? "maven.test.skip" : name;
            }
        }
        return null;
    }

    private static boolean withoutEngine(GoalParameters parameters) throws MojoExecutionException {
        List<String> included = parameters.texts("includeJUnit5Engines");
        return parameters.texts("excludeJUnit5Engines").contains(ENGINE)
                || (!included.isEmpty() && !included.contains(ENGINE));
    }
}
