package dev.leakgate.gate;

import static dev.leakgate.gate.Runs.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.report.BudgetInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.spec.BudgetSet;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetGateTest {

    @Test
    void aCleanRunThatBreaksABudgetIsOverBudget() {
        RunDocument judged =
                gate(Map.of("region", "heap", "peak", "1 MiB")).judge(Runs.run().document());

        assertThat(judged.verdict()).isEqualTo(Verdict.OVER_BUDGET);
        assertThat(judged.reason()).isEqualTo("heap peak 2 MiB, allowed 1 MiB (pom.xml, budget 1)");
    }

    @Test
    void aRunThatKeepsItsBudgetsStaysCleanAndShowsThem() {
        RunDocument judged =
                gate(Map.of("region", "heap", "peak", "2 MiB")).judge(Runs.run().document());

        assertThat(judged.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(judged.budgets())
                .containsExactly(
                        new BudgetInfo(
                                "heap peak",
                                "B",
                                2 * MIB,
                                2.0 * MIB,
                                true,
                                null,
                                "pom.xml, budget 1",
                                null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    peak         |        | 5 MiB
                    peak         | stacks | 3 MiB
                    live         | heap   | 2 MiB
                    live         |        | 2 MiB
                    retained     |        | 4,096 B
                    retained     | heap   | 4,096 B
                    threads      |        | 5
                    descriptors  |        | 7
                    childProcesses |      | 0
                    """)
    void readsEachFigureOfAResult(String metric, String region, String observed) {
        Map<String, String> budget =
                region == null
                        ? Map.of("metric", metric, "max", "0" + unit(metric))
                        : Map.of("metric", metric, "max", "0 B", "region", region);

        assertThat(gate(budget).judge(Runs.run().document()).budgets())
                .singleElement()
                .matches(info -> info.result().comparison().startsWith(observed), observed);
    }

    private static String unit(String metric) {
        return List.of("peak", "live", "retained").contains(metric) ? " B" : "";
    }

    @Test
    void aThreadGroupHasItsOwnPeak() {
        RunDocument judged =
                gate(Map.of("threadGroup", "handler", "peak", "1 MiB"))
                        .judge(Runs.run().document());

        assertThat(judged.reason()).startsWith("memory of handler peak 3 MiB, allowed 1 MiB");
    }

    @Test
    void aGrowthIsHeldByWhatItSurelyIs() {
        RunDocument grown = Runs.run().growing().document();
        Map<String, String> of1500 = Map.of("region", "heap", "growthPerRequest", "1500 B");
        Map<String, String> of1499 = Map.of("region", "heap", "growthPerRequest", "1499 B");

        assertThat(gate(of1500).judge(grown).verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(gate(of1499).judge(grown).verdict()).isEqualTo(Verdict.OVER_BUDGET);
        assertThat(gate(of1499).judge(Runs.run().document()).verdict()).isEqualTo(Verdict.CLEAN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"LEAK", "CRASHED"})
    void whatIsWorseThanABudgetStaysSo(Verdict verdict) {
        RunDocument judged =
                gate(Map.of("region", "heap", "peak", "1 MiB"))
                        .judge(Runs.run().verdict(verdict, "so it is").document());

        assertThat(judged.verdict()).isEqualTo(verdict);
        assertThat(judged.reason()).isEqualTo("so it is");
        assertThat(judged.budgets()).hasSize(1);
    }

    @Test
    void whatWasNotMeasuredLeavesARunInconclusive() {
        RunDocument judged =
                gate(Map.of("metric", "reserved", "max", "1 GiB")).judge(Runs.run().document());

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reason())
                .isEqualTo(
                        "reserved address space max is not known: it was not measured in this run"
                                + " (pom.xml, budget 1)");
    }

    @Test
    void aRunThatMeasuredNothingIsLeftAlone() {
        RunDocument run =
                Runs.run().verdict(Verdict.CRASHED, "before it was ready").unmeasured().document();

        assertThat(gate(Map.of("region", "heap", "peak", "1 MiB")).judge(run)).isSameAs(run);
    }

    @Test
    void budgetsOfOtherServicesAndTestsAreNotForIt() {
        BudgetGate gate =
                gate(
                        List.of(
                                Map.of("service", "worker", "region", "heap", "peak", "1 MiB"),
                                Map.of(
                                        "test",
                                        "GatewayIT.known*",
                                        "region",
                                        "heap",
                                        "peak",
                                        "1 MiB")));
        RunDocument run = Runs.run().document();

        assertThat(gate.judge(run)).isSameAs(run);
        assertThat(gate.unused())
                .containsExactly(
                        "pom.xml, budget 1: heap peak is for no check that ran",
                        "pom.xml, budget 2: heap peak is for no check that ran");
    }

    @Test
    void budgetsFindTheirTestByEitherOfItsNames() {
        for (String name : List.of("GatewayIT.*", "com.example.GatewayIT#unknownChannel")) {
            BudgetGate gate = gate(Map.of("test", name, "region", "heap", "peak", "1 MiB"));

            assertThat(gate.judge(Runs.run().document()).verdict()).isEqualTo(Verdict.OVER_BUDGET);
            assertThat(gate.unused()).isEmpty();
        }
    }

    @Test
    void judgingAgainChangesNothing(@TempDir Path folder) throws IOException {
        BudgetGate gate = gate(Map.of("region", "heap", "peak", "2 MiB", "warn", "1 MiB"));
        Path file = folder.resolve(RunJson.FILE_NAME);
        RunDocument first = gate.judgeAndWrite(Runs.run().document(), file);
        byte[] written = Files.readAllBytes(file);

        RunDocument again = gate.judgeAndWrite(RunJson.read(file), file);

        assertThat(again).isEqualTo(first);
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
        assertThat(Files.readString(folder.resolve("report.html"))).contains("pom.xml, budget 1");
        assertThat(first.message()).first().asString().isEqualTo("CLEAN  GatewayIT.unknownChannel");
        assertThat(first.message())
                .contains("  warning heap peak  2 MiB, to be 1 MiB at most (pom.xml, budget 1)");
    }

    @Test
    void resultsOfOthersAreJudgedAndNotWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(RunJson.FILE_NAME);

        RunDocument judged =
                gate(Map.of("region", "heap", "peak", "1 MiB")).judge(Runs.run().document(), file);

        assertThat(judged.firstLine()).startsWith("OVER_BUDGET  GatewayIT.unknownChannel: heap");
        assertThat(file).doesNotExist();
    }

    private static BudgetGate gate(Map<String, String> budget) {
        return gate(List.of(budget));
    }

    private static BudgetGate gate(List<Map<String, String>> budgets) {
        return new BudgetGate(BudgetSet.ofTexts(budgets, "pom.xml"), null);
    }
}
