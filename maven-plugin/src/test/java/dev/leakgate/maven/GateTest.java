package dev.leakgate.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.report.RunFileException;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {

    private static final Instant BUILD_START = Instant.parse("2026-03-01T10:00:00Z");
    private static final DeclaredCheck CHECK = Checks.named("com.example.GatewayIT", "leak");
    private static final DeclaredCheck OTHER = Checks.named("com.example.GatewayIT", "other");

    private final RecordedLog log = new RecordedLog();
    private final Path directory;

    private List<DeclaredCheck> declared = List.of(CHECK);
    private List<TestRunner> runners = List.of(Runners.surefire("3.6.1"), Runners.failsafe());
    private @Nullable String skippedBy;
    private boolean inconclusiveFails = true;
    private boolean violationsFail = true;
    private boolean requireResults;
    private List<Path> shards = List.of();

    GateTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void passesWhenEveryCheckIsClean() throws Exception {
        result(CHECK, Verdict.CLEAN, 1);

        judge();

        assertThat(log.lines).containsExactly("INFO CLEAN  com.example.GatewayIT#leak: first line");
    }

    @ParameterizedTest
    @EnumSource(value = Verdict.class, names = "CLEAN", mode = EnumSource.Mode.EXCLUDE)
    void failsWithTheMessageOfTheCheck(Verdict verdict) throws Exception {
        result(CHECK, verdict, 1);

        assertThatThrownBy(this::judge)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "1 leak check failed\n  "
                                + verdict
                                + "  com.example.GatewayIT#leak: first line");
        assertThat(log.lines)
                .containsExactly(
                        "ERROR " + verdict + "  com.example.GatewayIT#leak: first line",
                        "ERROR   second line");
    }

    @Test
    void warnsOfAnInconclusiveCheckWhenToldTo() throws Exception {
        inconclusiveFails = false;
        result(CHECK, Verdict.INCONCLUSIVE, 1);

        judge();

        assertThat(log.lines).first().asString().startsWith("WARN INCONCLUSIVE");
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"LEAK", "OVER_BUDGET", "CRASHED"})
    void warnsOfWhatWouldFailWhenToldTo(Verdict verdict) throws Exception {
        violationsFail = false;
        result(CHECK, verdict, 1);

        judge();

        assertThat(log.lines).first().asString().startsWith("WARN " + verdict);
    }

    @Test
    void failsForAnInconclusiveCheckAlsoWhenViolationsAreLetPass() throws Exception {
        violationsFail = false;
        result(CHECK, Verdict.INCONCLUSIVE, 1);

        assertThatThrownBy(this::judge).isInstanceOf(MojoFailureException.class);
    }

    @Test
    void demandsAResultOfEveryCheckFromTheShardsTogether() throws Exception {
        declared = List.of(CHECK, OTHER);
        runners =
                List.of(
                        Runners.failsafe(
                                Runners.filters(null, TestRunners.FAILSAFE_INCLUDES), "skipITs"));
        shards = List.of(directory.resolve("shard-1"), directory.resolve("shard-2"));
        // A day before this build began: shards ran elsewhere.
        shardResult(0, CHECK, Verdict.CLEAN);
        shardResult(1, CHECK, Verdict.CLEAN);

        assertThatThrownBy(this::judge)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("com.example.GatewayIT#other:\n  no shard has it: ")
                .hasMessageContaining("shard-2; look whether one of them left it out");

        shardResult(1, OTHER, Verdict.CLEAN);
        judge();
    }

    @Test
    void oneLeakInAnyShardStaysALeak() throws Exception {
        shards = List.of(directory.resolve("shard-1"), directory.resolve("shard-2"));
        shardResult(0, CHECK, Verdict.LEAK);
        shardResult(1, CHECK, Verdict.CLEAN);

        assertThatThrownBy(this::judge)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("LEAK");
    }

    @Test
    void refusesAShardWithoutResults() throws Exception {
        shards = List.of(directory.resolve("shard-1"));

        assertThatThrownBy(this::judge)
                .isInstanceOf(RunFileException.class)
                .hasMessageEndingWith(
                        "shard-1 holds no run.json; name the folder that a shard's checks wrote to,"
                                + " as shard-1/target/leakgate");
    }

    @Test
    void refusesResultsOfAnotherVersion() throws Exception {
        result(CHECK, Verdict.CLEAN, 1);
        look("0.1.0");

        assertThatThrownBy(() -> look("0.2.0"))
                .isInstanceOf(RunFileException.class)
                .hasMessageEndingWith(
                        "run.json was written by Leakgate 0.1.0, and this plugin is 0.2.0; give"
                                + " leakgate-maven-plugin and leakgate-junit the same version");
    }

    @Test
    void failsForALeakAlsoWhenInconclusiveIsLetPass() throws Exception {
        inconclusiveFails = false;
        result(CHECK, Verdict.LEAK, 1);

        assertThatThrownBy(this::judge).isInstanceOf(MojoFailureException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"LEAK", "OVER_BUDGET", "CRASHED"})
    void rerunThatPassesHealsNothingThatWasSeen(Verdict verdict) throws Exception {
        result(CHECK, verdict, 1);
        result(CHECK, Verdict.CLEAN, 2);

        assertThatThrownBy(this::judge)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(verdict.name());
        assertThat(log.lines)
                .last()
                .asString()
                .contains("attempt 1 of 2 saw this")
                .endsWith("attempt-1/run.json");
    }

    @Test
    void rerunThatPassesHealsAnAttemptThatCouldNotTell() throws Exception {
        result(CHECK, Verdict.INCONCLUSIVE, 1);
        result(CHECK, Verdict.CLEAN, 2);

        judge();
    }

    @Test
    void keepsThePassWhenALaterAttemptCouldNotTell() throws Exception {
        result(CHECK, Verdict.CLEAN, 1);
        result(CHECK, Verdict.INCONCLUSIVE, 2);

        judge();
    }

    @Test
    void namesTheLatestOfEarlierResults() throws Exception {
        result(CHECK, Verdict.CLEAN, -7_200);
        result(CHECK, Verdict.CLEAN, -3_600);

        assertThatThrownBy(this::judge).hasMessageContaining("at 2026-03-01T09:00:00Z");
    }

    @Test
    void demandsAResultWhenOneOfTwoExecutionsRuns() throws Exception {
        TestFilters filters = Runners.filters(null, TestRunners.FAILSAFE_INCLUDES);
        runners = List.of(Runners.failsafe(filters, "skipITs"), Runners.failsafe());

        assertThatThrownBy(this::judge).isInstanceOf(MojoExecutionException.class);
    }

    @Test
    void countsNoResultOfYesterday() throws Exception {
        result(CHECK, Verdict.CLEAN, -86_400);

        assertThatThrownBy(this::judge)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("com.example.GatewayIT#leak")
                .hasMessageContaining("earlier build, at 2026-02-28T10:00:00Z");
    }

    @Test
    void countsNoLeakOfYesterday() throws Exception {
        declared = List.of();
        result(CHECK, Verdict.LEAK, -1);

        judge();

        assertThat(log.lines).singleElement().asString().contains("nothing to check");
    }

    @Test
    void failsForAResultThatNobodyExpected() throws Exception {
        declared = List.of();
        result(CHECK, Verdict.LEAK, 1);

        assertThatThrownBy(this::judge).isInstanceOf(MojoFailureException.class);
    }

    @Test
    void namesACheckWithoutAResultBesideOneThatPassed() throws Exception {
        declared = List.of(CHECK, OTHER);
        result(CHECK, Verdict.CLEAN, 1);

        assertThatThrownBy(this::judge)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("com.example.GatewayIT#other:");
    }

    @Test
    void namesACheckWithoutAResultBesideOneThatFailed() throws Exception {
        declared = List.of(CHECK, OTHER);
        result(CHECK, Verdict.LEAK, 1);

        assertThatThrownBy(this::judge)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(
                        "1 leak check failed, and 1 leak check without a result:"
                                + " com.example.GatewayIT#other");
    }

    @Test
    void warnsOnceWhenTheTestsAreSkippedInThePom() throws Exception {
        declared = List.of(CHECK, OTHER);
        runners =
                List.of(
                        Runners.failsafe(
                                Runners.filters(null, TestRunners.FAILSAFE_INCLUDES), "skipITs"));

        judge();

        assertThat(log.lines)
                .containsExactly(
                        "WARN 2 leak checks not checked: skipITs of maven-failsafe-plugin is set");
    }

    @Test
    void warnsOnceWhenThePropertySkipsTestsOfAPomThatRunsNone() throws Exception {
        runners = List.of();
        skippedBy = "skipTests";

        judge();

        assertThat(log.lines).containsExactly("WARN 1 leak check not checked: skipTests is set");
    }

    @Test
    void warnsWhenTestsWereNotEvenCompiled() throws Exception {
        declared = List.of();
        skippedBy = "maven.test.skip";

        judge();

        assertThat(log.lines)
                .containsExactly("WARN leak checks were not checked: maven.test.skip is set");
    }

    @Test
    void judgesWhatRanInSpiteOfSkippedTests() throws Exception {
        skippedBy = "skipTests";
        result(CHECK, Verdict.LEAK, 1);

        assertThatThrownBy(this::judge).isInstanceOf(MojoFailureException.class);
    }

    @Test
    void failsForSkippedTestsWhenResultsAreRequired() {
        skippedBy = "skipITs";
        requireResults = true;

        assertThatThrownBy(this::judge)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("skipITs is set, and leakgate.requireResults");
    }

    @Test
    void failsForNoChecksAtAllWhenResultsAreRequired() {
        declared = List.of();
        requireResults = true;

        assertThatThrownBy(this::judge)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("no leak check ran");
    }

    @Test
    void expectsNothingOfADisabledCheck() throws Exception {
        declared = List.of(Checks.disabled("com.example.GatewayIT"));

        judge();

        assertThat(log.lines).contains("INFO 1 leak check disabled: com.example.GatewayIT#leak");
    }

    @Test
    void expectsNothingOfWhatTheCommandLineLeavesOut() throws Exception {
        declared = List.of(CHECK, OTHER, Checks.named("com.example.Unmatched", "leak"));
        runners =
                List.of(
                        Runners.failsafe(
                                Runners.filters("GatewayIT#leak", TestRunners.FAILSAFE_INCLUDES),
                                null));
        result(CHECK, Verdict.CLEAN, 1);

        judge();

        assertThat(log.lines).anyMatch(line -> line.contains("left out by the filters"));
    }

    @Test
    void namesAResultThatIsBroken() throws Exception {
        Path file = result(CHECK, Verdict.CLEAN, 1);
        Files.writeString(file, "{\"schema\": \"leakgate/run/1\",");

        assertThatThrownBy(this::judge)
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("truncated");
    }

    private void look(String version) throws IOException {
        ResultScan unused =
                ResultScan.of(
                        directory,
                        BUILD_START,
                        List.of(),
                        (run, file, own) -> {
                            ResultScan.requireVersion(run, file, version);
                            return run;
                        });
    }

    private Path result(DeclaredCheck check, Verdict verdict, long secondsAfterStart)
            throws IOException {
        return Results.write(directory, check, verdict, BUILD_START.plusSeconds(secondsAfterStart));
    }

    private void shardResult(int shard, DeclaredCheck check, Verdict verdict) throws IOException {
        Results.write(shards.get(shard), check, verdict, BUILD_START.minusSeconds(86_400));
    }

    private void judge() throws Exception {
        ResultScan scan = ResultScan.of(directory, BUILD_START, shards, ResultScan.WHOLE);
        AbsenceDiagnosis diagnosis =
                new AbsenceDiagnosis(runners, scan, directory, BUILD_START, true, false, shards);
        ExpectedResults expected = ExpectedResults.of(declared, runners);
        new Gate(
                        shards.isEmpty() ? expected : expected.ofAllShards(),
                        scan,
                        diagnosis,
                        skippedBy,
                        log)
                .judge(new Gate.Strictness(violationsFail, inconclusiveFails, requireResults));
    }
}
