package dev.leakgate.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredChecksTest {

    private static final String FIXTURE = "dev.leakgate.maven.fixture.";

    @Test
    void findsOwnInheritedAndNestedChecksOfConcreteClasses() throws Exception {
        assertThat(fixtures())
                .extracting(check -> check.toString().substring(FIXTURE.length()))
                .containsExactlyInAnyOrder(
                        "ConcreteChecks#inherited",
                        "ConcreteChecks#overriddenWith",
                        "ConcreteChecks#ofInterface",
                        "ConcreteChecks#overloaded",
                        "ConcreteChecks#overloaded",
                        "ConcreteChecks#disabled",
                        "ConcreteChecks#disabledToo",
                        "ConcreteChecks$Inner#nested",
                        "ConcreteChecks$Inner$Deeper#deep",
                        "ConcreteChecks$DisabledInner#nestedInDisabled",
                        "CarriedFiles (src/test/leakcheck/two.leakcheck.yaml: known channel)",
                        "CarriedFiles (src/test/leakcheck/two.leakcheck.yaml: unknown channel)",
                        "CarriedFiles (src/test/leakcheck/wrong.leakcheck.yaml)",
                        "CarriedFiles$OfNothing (specs)");
    }

    @Test
    void readsTagsAndWhatIsDisabledInSpecFiles() throws Exception {
        assertThat(fixtures())
                .filteredOn(check -> check.signature().endsWith(": known channel"))
                .singleElement()
                .extracting(DeclaredCheck::tags)
                .asInstanceOf(InstanceOfAssertFactories.collection(String.class))
                .containsExactlyInAnyOrder("fast", "of-class");
        assertThat(fixtures())
                .filteredOn(check -> check.signature().endsWith(": unknown channel"))
                .singleElement()
                .matches(DeclaredCheck::disabled);
    }

    @Test
    void keepsWhatIsWrongWithASpecFile() throws Exception {
        assertThat(fixtures())
                .filteredOn(check -> check.problem() != null)
                .extracting(DeclaredCheck::problem)
                .satisfiesExactlyInAnyOrder(
                        problem ->
                                assertThat(problem)
                                        .startsWith(
                                                "src/test/leakcheck/wrong.leakcheck.yaml:1:1:"
                                                        + " unknown key \"check\""),
                        problem -> assertThat(problem).contains("nowhere does not exist"));
    }

    @Test
    void namesOverloadsApart() throws Exception {
        assertThat(fixtures())
                .filteredOn(check -> "overloaded".equals(check.method()))
                .extracting(DeclaredCheck::signature)
                .containsExactlyInAnyOrder(
                        "overloaded(dev.leakgate.load.LoadDriver)",
                        "overloaded(dev.leakgate.check.LeakCheckRun)");
    }

    @Test
    void readsTagsOfMethodAnnotationCheckAndSuperclass() throws Exception {
        assertThat(fixtures())
                .filteredOn(check -> check.signature().equals("overloaded" + Checks.DRIVEN))
                .singleElement()
                .extracting(DeclaredCheck::tags)
                .asInstanceOf(InstanceOfAssertFactories.collection(String.class))
                .containsExactlyInAnyOrder("own", "of-check", "slow", "one", "two", "base");
    }

    @Test
    void knowsWhatIsDisabled() throws Exception {
        assertThat(fixtures())
                .filteredOn(DeclaredCheck::disabled)
                .extracting(DeclaredCheck::method)
                .containsExactlyInAnyOrder("disabled", "disabledToo", "nestedInDisabled", null);
    }

    @Test
    void knowsTheClassesAroundANestedOne() throws Exception {
        assertThat(fixtures())
                .filteredOn(check -> "deep".equals(check.method()))
                .singleElement()
                .extracting(DeclaredCheck::enclosing)
                .isEqualTo(List.of(FIXTURE + "ConcreteChecks$Inner", FIXTURE + "ConcreteChecks"));
    }

    @Test
    void findsNothingWhereNothingWasCompiled() throws IOException {
        try (TestClassFiles files = new TestClassFiles(Path.of("no/such/directory"), List.of())) {
            assertThat(DeclaredChecks.in(files, Path.of(""))).isEmpty();
        }
    }

    @Test
    void namesAClassFileThatItCannotRead(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("Broken.class"), new byte[] {1, 2, 3});
        try (TestClassFiles files = new TestClassFiles(directory, List.of())) {
            assertThatThrownBy(() -> DeclaredChecks.in(files, Path.of("")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    private static List<DeclaredCheck> fixtures() throws Exception {
        Path classes =
                Path.of(
                        DeclaredChecksTest.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        List<Path> classPath =
                List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .stream()
                        .map(Path::of)
                        .toList();
        try (TestClassFiles files = new TestClassFiles(classes, classPath)) {
            return DeclaredChecks.in(files, Path.of("")).stream()
                    .filter(check -> check.className().startsWith(FIXTURE))
                    .toList();
        }
    }
}
