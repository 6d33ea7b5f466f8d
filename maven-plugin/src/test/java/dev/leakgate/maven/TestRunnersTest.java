package dev.leakgate.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.File;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunnersTest {

    private static final String DESCRIPTOR =
            """
            <configuration>
              <skipITs>${skipITs}</skipITs>
              <skip default-value="false">${maven.test.skip}</skip>
              <test>${it.test}</test>
              <includes>${failsafe.includes}</includes>
              <groups>${groups}</groups>
              <excludedGroups default-value="never">${excludedGroups}</excludedGroups>
            </configuration>
            """;

    private final Map<String, String> properties = new HashMap<>();
    private final RecordedLog log = new RecordedLog();
    private final Path directory;

    TestRunnersTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void findsTheExecutionsThatAreBound() throws Exception {
        List<TestRunner> runners =
                runners(
                        plugin("maven-surefire-plugin", execution("default-test", "test", "")),
                        plugin(
                                "maven-failsafe-plugin",
                                execution("its", "integration-test", ""),
                                execution("verify", "verify", "")),
                        plugin("maven-jar-plugin", execution("default-jar", "jar", "")));

        assertThat(runners)
                .extracting(TestRunner::plugin, TestRunner::execution)
                .containsExactly(
                        tuple("maven-surefire-plugin", "default-test"),
                        tuple("maven-failsafe-plugin", "its"));
    }

    @Test
    void passesOverAnExecutionThatIsTakenOut() throws Exception {
        PluginExecution execution = execution("its", "integration-test", "");
        execution.setPhase("none");

        assertThat(runners(plugin("maven-failsafe-plugin", execution))).isEmpty();
    }

    @Test
    void readsFiltersFromThePom() throws Exception {
        Files.writeString(directory.resolve("patterns.txt"), "# comment\n\n**/*File.java\n");

        TestFilters filters =
                failsafe(
                                "<includes><include>**/*Leak.java</include></includes>"
                                        + "<includesFile>patterns.txt</includesFile>"
                                        + "<excludes><exclude>**/Slow*</exclude></excludes>"
                                        + "<groups>leak &amp; !slow</groups>")
                        .filters();

        assertThat(filters.includes()).containsExactly("**/*Leak.java", "**/*File.java");
        assertThat(filters.excludes()).containsExactly("**/Slow*");
        assertThat(filters.tags().groups()).containsExactly("leak & !slow");
    }

    @Test
    void readsFiltersFromProperties() throws Exception {
        properties.put("${it.test}", "GatewayIT#leak");
        properties.put("${failsafe.includes}", "**/*A.java, **/*B.java");

        TestFilters filters = failsafe("").filters();

        assertThat(filters.test()).isEqualTo("GatewayIT#leak");
        assertThat(filters.includes()).containsExactly("**/*A.java", "**/*B.java");
    }

    @Test
    void prefersThePomToAProperty() throws Exception {
        properties.put("${groups}", "fromCommandLine");

        assertThat(failsafe("<groups>fromPom</groups>").filters().tags().groups())
                .containsExactly("fromPom");
    }

    @Test
    void usesTheDefaultThatTheGoalNames() throws Exception {
        assertThat(failsafe("").filters().tags().excludedGroups()).containsExactly("never");
        assertThat(
                        failsafe("<excludedGroups>other</excludedGroups>")
                                .filters()
                                .tags()
                                .excludedGroups())
                .containsExactly("other");
    }

    @Test
    void usesTheDefaultsOfEachPlugin() throws Exception {
        assertThat(failsafe("").filters().includes()).isEqualTo(TestRunners.FAILSAFE_INCLUDES);
        assertThat(
                        runners(
                                        plugin(
                                                "maven-surefire-plugin",
                                                execution("default-test", "test", "")))
                                .get(0)
                                .filters()
                                .includes())
                .isEqualTo(TestRunners.SUREFIRE_INCLUDES);
    }

    @Test
    void knowsWhatSkipsAnExecution() throws Exception {
        assertThat(failsafe("").skippedBy()).isNull();
        assertThat(failsafe("<skipITs>true</skipITs>").skippedBy()).isEqualTo("skipITs");
        assertThat(failsafe("<skipITs>false</skipITs>").isSkipped()).isFalse();

        properties.put("${maven.test.skip}", "true");
        assertThat(failsafe("").skippedBy()).isEqualTo("maven.test.skip");
    }

    /** The descriptor above is one of a Failsafe that does not read the property skipTests. */
    @Test
    void obeysOnlyThePropertiesThatTheGoalReads() throws Exception {
        properties.put("${skipTests}", "true");

        assertThat(failsafe("").isSkipped()).isFalse();
        assertThat(failsafe("<skipTests>true</skipTests>").skippedBy()).isEqualTo("skipTests");
    }

    @Test
    void knowsWhatLeavesTheEngineOut() throws Exception {
        assertThat(failsafe("").withoutEngine()).isFalse();
        assertThat(engines("exclude", "leakgate").withoutEngine()).isTrue();
        assertThat(engines("include", "junit-jupiter").withoutEngine()).isTrue();
        assertThat(engines("include", "leakgate").withoutEngine()).isFalse();
    }

    @Test
    void warnsOfATagExpressionThatItCannotRead() throws Exception {
        assertThat(failsafe("<groups>a &amp; | b</groups>").filters().tags())
                .isEqualTo(TagExpressions.ALL);
        assertThat(log.lines).singleElement().asString().startsWith("WARN The tag expression");
    }

    private TestRunner engines(String what, String engine) throws Exception {
        return failsafe(
                "<%sJUnit5Engines><engine>%s</engine></%sJUnit5Engines>"
                        .formatted(what, engine, what));
    }

    private TestRunner failsafe(String configuration) throws Exception {
        return runners(
                        plugin(
                                "maven-failsafe-plugin",
                                execution("default", "integration-test", configuration)))
                .get(0);
    }

    private List<TestRunner> runners(Plugin... plugins) throws Exception {
        Model model = new Model();
        model.setBuild(new Build());
        model.getBuild().setPlugins(List.of(plugins));
        return new TestRunners(directory, this::parameters, log).of(new MavenProject(model));
    }

    private GoalParameters parameters(Plugin plugin, PluginExecution execution, String goal) {
        return new GoalParameters(
                (Xpp3Dom) execution.getConfiguration(),
                new XmlPlexusConfiguration(dom(DESCRIPTOR)),
                new PropertyEvaluator());
    }

    private static Plugin plugin(String artifactId, PluginExecution... executions) {
        Plugin plugin = new Plugin();
        plugin.setArtifactId(artifactId);
        plugin.setVersion("3.6.1");
        plugin.setExecutions(List.of(executions));
        return plugin;
    }

    private static PluginExecution execution(String id, String goal, String configuration) {
        PluginExecution execution = new PluginExecution();
        execution.setId(id);
        execution.setGoals(List.of(goal));
        execution.setConfiguration(dom("<configuration>" + configuration + "</configuration>"));
        return execution;
    }

    private static Xpp3Dom dom(String xml) {
        try {
            return Xpp3DomBuilder.build(new StringReader(xml));
        } catch (Exception malformed) {
            throw new IllegalArgumentException(xml, malformed);
        }
    }

    /** Answers as Maven's evaluator does: null for an unknown expression, text for other text. */
    private final class PropertyEvaluator implements ExpressionEvaluator {

        @Override
        public @Nullable Object evaluate(String expression) {
            return expression.startsWith("${") ? properties.get(expression) : expression;
        }

        @Override
        public File alignToBaseDirectory(File file) {
            return file;
        }
    }
}
