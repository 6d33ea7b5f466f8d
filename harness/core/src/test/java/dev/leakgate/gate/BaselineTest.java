package dev.leakgate.gate;

import static dev.leakgate.gate.Runs.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import dev.leakgate.spec.BudgetSet;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

    private static final Path SCHEMA = Path.of("../../docs/schema/baseline-1.schema.json");
    private static final Runs OTHER = Runs.run().method("other(dev.leakgate.load.LoadDriver)");

    private final Path directory;
    private final Path file;

    BaselineTest(@TempDir Path directory) {
        this.directory = directory;
        file = directory.resolve(Baseline.DEFAULT_NAME);
    }

    @Test
    void sameFiguresAreTheSameTextInWhateverOrderTheyCome() throws IOException {
        Baseline one = Baseline.empty("b");
        one.accept(Runs.run().document(), directory, false);
        one.accept(OTHER.document(), directory, false);
        Baseline two = Baseline.empty("b");
        two.accept(OTHER.document(), directory, false);
        two.accept(Runs.run().document(), directory, false);

        assertThat(two.text()).isEqualTo(one.text());
        assertThat(written(one).text()).isEqualTo(one.text());
        assertThat(one.checks())
                .containsExactly(
                        "com.example.GatewayIT#other", "com.example.GatewayIT#unknownChannel");
    }

    @Test
    void textHasBytesBesideWhatPeopleReadAndWhereItIsFrom() throws IOException {
        assertThat(of(Runs.run()).text().replaceAll("\\s+", " "))
                .contains("\"schema\" : \"leakgate/baseline/1\"")
                .contains(
                        "\"metric\" : \"peak\", \"region\" : \"heap\", \"value\" : 2097152, \"text\" :"
                                + " \"2 MiB\"")
                .contains("\"kernel\" : \"6.18\"")
                .contains("\"arch\" : \"amd64\"")
                .contains("\"libc\" : \"glibc 2.36\"")
                .contains("\"compiler\" : \"GCC: 12.2.0\"")
                .contains("\"samples\" : 3")
                .contains("\"requests\" : 1000")
                .contains("\"intervalMillis\" : 10");
    }

    @Test
    void schemaDescribesWhatIsWritten() throws IOException {
        JsonNode json = new ObjectMapper().readTree(of(Runs.run().growing()).text());

        assertThat(
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                                .getSchema(Files.readString(SCHEMA))
                                .validate(json))
                .isEmpty();
    }

    @Test
    void namesTheCommitThatIsCheckedOut() throws IOException {
        String hash = "0123456789abcdef0123456789abcdef01234567";
        Path git = Files.createDirectories(directory.resolve(".git/refs/heads"));
        Files.writeString(directory.resolve(".git/HEAD"), "ref: refs/heads/main\n");
        Files.writeString(git.resolve("main"), hash + "\n");
        Path module = Files.createDirectories(directory.resolve("module"));
        Baseline baseline = Baseline.empty("b");

        baseline.accept(Runs.run().document(), module, false);

        assertThat(baseline.text()).contains("\"commit\" : \"" + hash + "\"");
    }

    @Test
    void anIncreaseIsMeasuredFromIt() throws IOException {
        Baseline baseline = written(of(Runs.run()));

        assertThat(judge(baseline, Runs.run().heap(MIB, 2 * MIB + MIB / 5)).verdict())
                .isEqualTo(Verdict.CLEAN);
        RunDocument grown = judge(baseline, Runs.run().heap(MIB, 3 * MIB));
        assertThat(grown.verdict()).isEqualTo(Verdict.OVER_BUDGET);
        assertThat(grown.reason())
                .isEqualTo(
                        "heap peak 3 MiB, allowed 2.2 MiB (10 % over 2 MiB of the baseline; pom.xml,"
                                + " budget 1)");
    }

    @Test
    void aCheckThatIsNewIsNotSilentlyAccepted() throws IOException {
        RunDocument judged = judge(of(OTHER), Runs.run());

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reason())
                .startsWith("heap peak is not known: the baseline does not have");
        assertThat(BudgetGate.mayBeAccepted(judged)).isTrue();
    }

    @Test
    void onlyWhatIsNoLeakMayBeAccepted() {
        assertThat(BudgetGate.mayBeAccepted(Runs.run().document())).isTrue();
        for (Verdict verdict : List.of(Verdict.LEAK, Verdict.CRASHED, Verdict.INCONCLUSIVE)) {
            RunDocument run = Runs.run().verdict(verdict, "so it is").document();
            assertThat(BudgetGate.mayBeAccepted(run)).as(verdict.name()).isFalse();
        }
    }

    @Test
    void aRatchetTakesOnlyWhatBecameSmaller() throws IOException {
        Baseline baseline = of(Runs.run().heap(2 * MIB, 4 * MIB));

        baseline.accept(Runs.run().heap(MIB, 3 * MIB).document(), directory, true);
        assertThat(baseline.text()).contains("\"text\" : \"3 MiB\"").doesNotContain("\"4 MiB\"");
        String lowered = baseline.text();
        baseline.accept(Runs.run().heap(2 * MIB, 9 * MIB).document(), directory, true);
        assertThat(baseline.text()).isEqualTo(lowered);
        baseline.accept(Runs.run().heap(2 * MIB, 9 * MIB).document(), directory, false);
        assertThat(baseline.text()).contains("\"text\" : \"9 MiB\"");
    }

    @Test
    void refusesToCompareWhatDoesNotCompare() throws IOException {
        Baseline baseline = written(of(Runs.run()));

        assertRefused(
                baseline,
                Runs.run().of("/srv/worker"),
                "leakgate-baseline.json: com.example.GatewayIT#unknownChannel is of the service"
                        + " gateway, and this run is of worker; such figures do not compare: keep a"
                        + " baseline for each, and name it with leakgate.baseline");
        assertRefused(
                baseline,
                Runs.run().on("aarch64", "glibc 2.36"),
                "was measured on amd64, 64-bit, and this run is on aarch64, 64-bit;");
        assertRefused(
                baseline,
                Runs.run().on("amd64", "glibc 2.31"),
                "was measured with glibc 2.36, and this run is with glibc 2.31;");
    }

    private static void assertRefused(Baseline baseline, Runs run, String message) {
        assertThatThrownBy(() -> judge(baseline, run))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThatThrownBy(() -> Baseline.read(file))
                .isInstanceOf(RunFileException.class)
                .hasMessage(
                        "there is no baseline "
                                + file
                                + ", and nothing is accepted without one; write it with"
                                + " leakgate:baseline after a build that is good, and commit it");
        String good = of(Runs.run()).text();
        assertBroken(
                good.substring(0, good.length() / 2), "the file ends too early, it is truncated");
        assertBroken("<<<<<<< HEAD\n" + good, "this is no JSON");
        assertBroken(good.replace("baseline/1", "baseline/2"), "written by a newer Leakgate; use");
        assertBroken(good.replace("leakgate/baseline/1", "x"), "known is \"leakgate/baseline/1\"");
        assertBroken("{}", "the field \"schema\" is missing, so this is no baseline of Leakgate");
        assertBroken(
                good.replaceFirst("\"arch\".*\n", ""), "provenance.arch\" is missing; take it");
    }

    @Test
    void anUpdateKeepsOtherChecksAndSaysWhatItDid() throws IOException {
        BaselineUpdate update = new BaselineUpdate(file, directory, false);

        assertThat(update.accept(List.of(OTHER.document())))
                .isEqualTo(file + ": 1 check accepted, 1 new, 0 as before; review and commit it");
        assertThat(update.accept(List.of(Runs.run().document())))
                .isEqualTo(file + ": 1 check accepted, 1 new, 1 as before; review and commit it");
        assertThat(update.accept(List.of(Runs.run().document(), OTHER.document())))
                .isEqualTo(file + " stays as it is: 2 checks accepted, 0 as before");
        assertThat(Baseline.read(file).checks()).hasSize(2);
    }

    @Test
    void anUpdateAcceptsNoLeakAndWritesNothing() {
        RunDocument leak = Runs.run().verdict(Verdict.LEAK, "heap grows").document();

        assertThatThrownBy(
                        () ->
                                new BaselineUpdate(file, directory, false)
                                        .accept(List.of(OTHER.document(), leak)))
                .isInstanceOf(BaselineException.class)
                .hasMessage(
                        "no baseline is written of what is not clean: LEAK "
                                + " GatewayIT.unknownChannel; mend it, or suppress what is known");
        assertThat(file).doesNotExist();
    }

    @Test
    void continuousIntegrationWritesNone() {
        BaselineUpdate.refuseInCi(Map.of("CI", "false", "HOME", "/root"), "--force");
        for (String name : List.of("CI", "JENKINS_URL", "TF_BUILD")) {
            assertThatThrownBy(() -> BaselineUpdate.refuseInCi(Map.of(name, "true"), "--force"))
                    .isInstanceOf(BaselineException.class)
                    .hasMessageContaining("(" + name + " is set)")
                    .hasMessageEndingWith("or force it with --force");
        }
    }

    private void assertBroken(String text, String message) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> Baseline.read(file))
                .isInstanceOf(RunFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    private Baseline of(Runs run) {
        Baseline baseline = Baseline.empty(Baseline.DEFAULT_NAME);
        baseline.accept(run.document(), directory, false);
        return baseline;
    }

    private Baseline written(Baseline baseline) throws IOException {
        Files.writeString(file, baseline.text());
        return Baseline.read(file);
    }

    private static RunDocument judge(Baseline baseline, Runs run) {
        BudgetSet budgets =
                BudgetSet.ofTexts(
                        List.of(Map.of("region", "heap", "metric", "peak", "maxIncrease", "10 %")),
                        "pom.xml");
        return new BudgetGate(budgets, baseline).judge(run.document());
    }
}
