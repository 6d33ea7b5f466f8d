package dev.leakgate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbsenceDiagnosisTest {

    private static final Instant BUILD_START = Instant.parse("2026-03-01T10:00:00Z");
    private static final DeclaredCheck CHECK = Checks.named("com.example.GatewayIT", "leak");

    private final Path directory;

    private List<TestRunner> runners = List.of(Runners.surefire("3.6.1"), Runners.failsafe());
    private boolean engineOnClassPath = true;
    private boolean calledAlone;
    private List<Path> shards = List.of();

    AbsenceDiagnosisTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void saysThatFailsafeIsNotBound() throws IOException {
        runners = List.of(Runners.surefire("3.6.1"));

        assertThat(explain(CHECK))
                .startsWith(
                        "not checked, there is no result of this build for"
                                + " com.example.GatewayIT#leak:\n"
                                + "  maven-failsafe-plugin is not bound to the build")
                .contains("<version>3.6.1</version>");
    }

    @Test
    void saysWhatIsWrongWithASpecFile() throws IOException {
        assertThat(explain(Checks.ofSpec("LeakSpecsIT", "a.leakcheck.yaml:1:1: unknown key")))
                .isEqualTo(
                        "not checked, there is no result of this build for LeakSpecsIT"
                                + " (a.leakcheck.yaml: known channel):\n"
                                + "  a.leakcheck.yaml:1:1: unknown key");
    }

    @Test
    void saysThatTheClassNamePatternDoesNotFit() throws IOException {
        assertThat(explain(Checks.named("com.example.Gateway", "leak")))
                .contains("class name pattern")
                .contains("maven-failsafe-plugin 3.6.1 (execution default) runs **/IT*.java");
    }

    @Test
    void saysThatSurefireIsTooOld() throws IOException {
        runners = List.of(Runners.surefire("2.12.4"));

        assertThat(explain(Checks.named("com.example.GatewayTest", "leak")))
                .contains(
                        "maven-surefire-plugin 2.12.4 (execution default-test) is too old",
                        "set its <version> to 3.6.1");
    }

    @Test
    void saysThatTheEngineIsNotOnTheClassPath() throws IOException {
        engineOnClassPath = false;

        assertThat(explain(CHECK)).contains("leakgate-junit is not on the test class path");
    }

    @Test
    void saysThatTheEngineIsLeftOut() throws IOException {
        runners = List.of(Runners.failsafeWithoutEngine());

        assertThat(explain(CHECK)).contains("leaves the engine \"leakgate\" out");
    }

    @Test
    void saysThatNoTestRanWhenTheGoalIsCalledByItself() throws IOException {
        calledAlone = true;

        assertThat(explain(CHECK)).contains("called by itself").contains("run mvn verify");
    }

    @Test
    void pointsToTheReportOfAClassThatRan() throws IOException {
        Path report = report("com.example.GatewayIT.txt", BUILD_START.plusSeconds(1));

        assertThat(explain(CHECK)).contains("the class ran").contains(report.toString());
    }

    @Test
    void takesNoReportOfAnEarlierBuild() throws IOException {
        report("com.example.GatewayIT.txt", BUILD_START.minusSeconds(1));

        assertThat(explain(CHECK)).doesNotContain("the class ran").contains("has no report");
    }

    @Test
    void groupsChecksByCauseAndCapsTheNames() throws IOException {
        DeclaredCheck[] many =
                IntStream.range(0, 15)
                        .mapToObj(i -> Checks.named("com.example.Gateway" + i, "leak"))
                        .toArray(DeclaredCheck[]::new);

        assertThat(explain(many))
                .containsOnlyOnce("class name pattern")
                .contains("Gateway9#leak and 5 more:")
                .doesNotContain("Gateway10#");
    }

    /** The messages give a version to copy; it is the one that we build with. */
    @Test
    void recommendsTheVersionThatWeBuildWith() throws IOException {
        assertThat(Path.of("../pom.xml"))
                .content()
                .contains(
                        "<surefire.version>"
                                + AbsenceDiagnosis.RECOMMENDED
                                + "</surefire.version>");
    }

    private Path report(String name, Instant modified) throws IOException {
        Path reports = Files.createDirectories(directory.resolve("failsafe-reports"));
        Path report = Files.writeString(reports.resolve(name), "Tests run: 1");
        Files.setLastModifiedTime(report, FileTime.from(modified));
        return report;
    }

    private String explain(DeclaredCheck... checks) throws IOException {
        ResultScan scan =
                ResultScan.of(
                        directory.resolve("leakgate"), BUILD_START, List.of(), ResultScan.WHOLE);
        return new AbsenceDiagnosis(
                        runners,
                        scan,
                        directory,
                        BUILD_START,
                        engineOnClassPath,
                        calledAlone,
                        shards)
                .explain(List.of(checks));
    }
}
