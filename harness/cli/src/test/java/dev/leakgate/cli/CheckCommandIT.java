package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.linux.MeasurablePlatform;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Checks a small server that leaks, dies or does neither, as its client wishes. */
class CheckCommandIT {

    private static final String SPEC = "src/test/leakcheck/lines.leakcheck.yaml";
    private static final Path SERVER = Path.of("target/line-server").toAbsolutePath();

    private final Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    CheckCommandIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        Process compiler =
                new ProcessBuilder(
                                "gcc",
                                "-O1",
                                "-Wall",
                                "-Wextra",
                                "-o",
                                SERVER.toString(),
                                "src/test/native/line-server.c")
                        .redirectErrorStream(true)
                        .start();
        String output =
                new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.waitFor()).as(output).isZero();
    }

    @AfterEach
    void forgetTheServer() {
        System.clearProperty("line.server");
    }

    @Test
    void passesACheckThatIsCleanAndLeavesItsResult() throws IOException {
        assertThat(check("--only", "quiet")).isZero();

        assertThat(out.toString())
                .startsWith("CLEAN  " + SPEC + ": quiet: neither a region nor a count grows")
                .contains("  4,000 requests in 8 rounds after 500 to warm up")
                .contains("  spec    " + SPEC + ":5:5");
        assertThat(err.toString()).isEmpty();
        assertThat(results()).hasSize(1);
    }

    @Test
    void tellsALeakByItsExitStatusThoughAnotherCheckIsCleanAndAnotherCrashed() {
        assertThat(check("--only", "quiet", "--only", "leaking", "--only", "dying")).isEqualTo(1);

        assertThat(out.toString())
                .contains("CLEAN  " + SPEC + ": quiet")
                .contains("LEAK  " + SPEC + ": leaking: heap grows 1,4")
                .contains("  again   leakgate check " + SPEC + " --only \"leaking\"")
                .contains("CRASHED  " + SPEC + ": dying: the service ended with SIGSEGV");
    }

    @Test
    void tellsACrashByItsExitStatus() {
        assertThat(check("--only", "dying")).isEqualTo(4);
    }

    @Test
    void keepsTheMemoryOfAServiceThatLeavesNoCore() throws IOException {
        assertThat(check("--json", "--only", "dying under a trace")).isEqualTo(4);
        JsonNode run = new ObjectMapper().readTree(out.toString()).get("runs").get(0);
        String core = run.get("run").get("crash").get("core").asText();
        assertThat(Path.of(run.get("file").asText()).resolveSibling(core)).exists();
    }

    @Test
    void tellsABrokenBudgetByItsExitStatus() {
        assertThat(check("--only", "over budget")).isEqualTo(1);
        assertThat(out.toString()).startsWith("OVER_BUDGET  " + SPEC + ": over budget: ");
    }

    @Test
    void holdsChecksToLimitsAndToABaselineThatIsAskedFor() throws IOException {
        Path baseline = directory.resolve("baseline.json");
        Path limits =
                Files.writeString(
                        directory.resolve("limits.yaml"),
                        "budgets: [{metric: peak, maxIncrease: 200 %}]");

        String[] only = {"--only", "quiet", "--budgets", limits.toString()};
        assertThat(check(with(only, "--baseline", baseline.toString()))).isEqualTo(2);
        assertThat(err.toString()).contains("there is no baseline " + baseline);
        assertThat(results()).isEmpty();

        assertThat(check(with(only, "--baseline", baseline.toString(), "--accept", "--force")))
                .isZero();
        assertThat(err.toString()).contains(baseline + ": 1 check accepted, 1 new, 0 as before");
        assertThat(check(with(only, "--baseline", baseline.toString()))).isZero();

        String small = Files.readString(baseline).replaceAll("\"value\" : [0-9]+", "\"value\" : 1");
        Files.writeString(baseline, small);
        assertThat(check(with(only, "--baseline", baseline.toString()))).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern(
                        "OVER_BUDGET  .*: quiet: memory peak .*, allowed 3 B \\(200 % over 1 B of the"
                                + " baseline; .*limits.yaml:1:11\\)");
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void tellsByItsExitStatusThatItCouldNotTell() {
        assertThat(check("--only", "mistaken")).isEqualTo(3);
        assertThat(out.toString())
                .contains("step 1 of \"hello\" received \"ok\", expect is \"hello\"");
    }

    @Test
    void writesMetricsForPrometheusAndSaysWhereNoneCouldBeSentTo() throws IOException {
        Path metrics = directory.resolve("metrics.prom");
        System.setProperty("otel.exporter.otlp.timeout", "500");
        try {
            assertThat(
                            check(
                                    "--only",
                                    "dying",
                                    "--otlp-endpoint",
                                    "http://127.0.0.1:9",
                                    "--metrics-file",
                                    metrics.toString()))
                    .isEqualTo(4);
        } finally {
            System.clearProperty("otel.exporter.otlp.timeout");
        }
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "leakgate: metrics were not sent to http://127.0.0.1:9: nobody answers"
                                + " there");
        assertThat(metrics)
                .content()
                .containsPattern("leakgate_check_verdict\\{leakgate_verdict=\"CRASHED\",.*\\} 1");
    }

    @Test
    void refusesAnAddressThatIsNoneBeforeAnythingRuns() throws IOException {
        assertThat(check("--only", "quiet", "--otlp-endpoint", "collector:4318")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("leakgate: --otlp-endpoint = \"collector:4318\" is no address");
        assertThat(results()).isEmpty();
    }

    @Test
    void refusesAPropertyThatCannotBeBeforeAnythingRuns() {
        try {
            assertThat(check("-D", "leakgate.onLeak=CORE", "--only", "quiet")).isEqualTo(2);
        } finally {
            System.clearProperty("leakgate.onLeak");
        }
        assertThat(err.toString())
                .startsWith("leakgate: leakgate.onLeak = \"CORE\" must be one of CAPTURE, NOTHING");
    }

    @Test
    void tellsWhyAServiceDidNotStart() {
        System.setProperty("line.server", "target/no-such-server");
        assertThat(run("check", SPEC, "--only", "quiet", "-o", directory.toString())).isEqualTo(3);
        assertThat(out.toString())
                .startsWith("INCONCLUSIVE  " + SPEC + ": quiet: command not found: ");
    }

    @Test
    void countsNotWhatTheCheckItselfCallsKnown() {
        assertThat(check("--only", "suppressed")).isZero();
        assertThat(out.toString())
                .startsWith("CLEAN  ")
                .contains("not counted: 1 suppression (it keeps a history, until 2999-12-31)");
    }

    @Test
    void warnsOfSuppressionsThatNobodyNeedsOrThatHaveExpired() throws IOException {
        Path spec = directory.resolve("one.leakcheck.yaml");
        Files.writeString(
                spec,
                """
                checks:
                  - name: quiet
                    service: {command: ["${line.server}", "${port}"]}
                    load: {requests: [{exchange: [{send: "hello\\n", receive: line}]}]}
                """);
        Path file = directory.resolve("known.yaml");
        Files.writeString(
                file,
                """
                suppressions:
                  - {pattern: heap, reason: a, owner: b, expires: 2999-12-31}
                  - {pattern: stacks of *, reason: a ring, owner: b, expires: 2020-01-31}
                """);

        int status =
                run(
                        "check",
                        spec.toString(),
                        "--suppressions",
                        file.toString(),
                        "-D",
                        "line.server=" + SERVER,
                        "-o",
                        directory.resolve("results").toString());

        assertThat(status).isZero();
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "leakgate: warning: unused: nothing grows that the suppression of \"heap\""
                                + " covers; remove it",
                        "leakgate: warning: expired: the suppression of \"stacks of *\" (a ring, b)"
                                + " ended with 2020-01-31; mend the growth, or agree on a new date");
    }

    @Test
    void writesJsonAndNothingElse() throws IOException {
        assertThat(check("--json", "--only", "leaking", "--only", "later")).isEqualTo(1);

        JsonNode root = new ObjectMapper().readTree(out.toString());
        assertThat(root.get("schema").asText()).isEqualTo("leakgate/check/1");
        assertThat(root.get("exitStatus").asInt()).isEqualTo(1);
        JsonNode run = root.get("runs").get(0);
        assertThat(run.get("run").get("verdict").asText()).isEqualTo("LEAK");
        assertThat(Path.of(run.get("file").asText())).exists();
        assertThat(root.get("skipped").get(0).get("reason").asText())
                .isEqualTo("it is not written yet");
    }

    @Test
    void saysWhatIsWrongWithEachFileBeforeAnythingRuns() throws IOException {
        Files.writeString(directory.resolve("a.leakcheck.yaml"), "cheks: []\n");
        Files.writeString(directory.resolve("b.leakcheck.yaml"), "checks: []\n");

        assertThat(run("check", SPEC, directory.toString())).isEqualTo(2);

        assertThat(err.toString())
                .contains("a.leakcheck.yaml:1:1: unknown key \"cheks\" in the file; did you mean")
                .contains("b.leakcheck.yaml:1:9: checks is an empty list");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheArguments() {
        assertThat(run("check", SPEC)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("leakgate: " + SPEC + ":2:")
                .contains("${line.server} has no value")
                .contains("for leakgate check by -D");
        assertThat(check("--only", "quit")).isEqualTo(2);
        assertThat(err.toString()).contains("no check is named \"quit\"; there are: quiet, ");
        assertThat(check("--only", "quiet", "--suppressions", "no-such-file")).isEqualTo(2);
        assertThat(err.toString()).contains("no-such-file: cannot be read");
        assertThat(run("check", "no-such-file")).isEqualTo(2);
        assertThat(err.toString()).contains("no-such-file does not exist");
        assertThat(run("check")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysThatResultsCannotBeWritten() {
        assertThat(
                        run(
                                "check",
                                SPEC,
                                "--only",
                                "quiet",
                                "-D",
                                "line.server=" + SERVER,
                                "-o",
                                "/proc/no-such-directory"))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("leakgate: results cannot be written to /proc/no-such-directory");
    }

    @Test
    void saysWhatIsMissingOnAnotherPlatform() throws IOException {
        CommandLine leakgate = Leakgate.commandLine().setErr(new PrintWriter(err, true));
        leakgate.parseArgs("check", SPEC);
        CheckCommand command =
                Objects.requireNonNull(leakgate.getSubcommands().get("check")).getCommand();

        assertThat(command.call(new MeasurablePlatform("Mac OS X", "aarch64"))).isEqualTo(3);

        assertThat(err.toString())
                .startsWith("leakgate: Leakgate cannot measure on Mac OS X: ")
                .hasLineCount(1);
    }

    private int check(String... arguments) {
        List<String> all = new ArrayList<>(List.of("check", SPEC, "-D", "line.server=" + SERVER));
        all.addAll(List.of("-o", directory.toString()));
        all.addAll(List.of(arguments));
        return run(all.toArray(new String[0]));
    }

    private List<Path> results() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("run.json")).toList();
        }
    }

    private int run(String... arguments) {
        return Leakgate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
