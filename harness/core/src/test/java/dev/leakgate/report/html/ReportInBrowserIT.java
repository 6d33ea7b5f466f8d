package dev.leakgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocuments;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.ci.ResultIndex;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser; screenshots stay in target/screenshots. */
class ReportInBrowserIT {

    private static final Path LEAK =
            Path.of("src/test/resources/dev/leakgate/report/leak.run.json");

    @TempDir Path folder;

    @Test
    void readsAndAnswersInChromium() throws IOException, InterruptedException {
        Optional<String> absence = Browser.absence();
        assumeTrue(absence.isEmpty(), () -> absence.orElse(""));
        Path pages = Files.createDirectories(folder.resolve("pages"));
        MadeRuns made = new MadeRuns(folder);
        write(pages, "leak", RunJson.read(LEAK));
        write(pages, "every-field", RunDocuments.full());
        write(pages, "crashed", RunDocuments.least(Verdict.CRASHED));
        write(pages, "large", made.large(199, 200, 500));
        write(
                pages,
                "hostile",
                made.filledWith(
                        "\"'></script><img src=x onerror='window.pwned=1;alert(1)'>\u202e"));

        Files.writeString(pages.resolve("index.html"), index());

        JsonNode seen = Browser.look(pages, Path.of("target/screenshots"));

        assertThat(seen).hasSize(6);
        for (JsonNode page : seen) {
            String name = page.get("page").asText();
            assertThat(page.get("console")).as("console of %s", name).isEmpty();
            assertThat(page.get("requests")).as("requests of %s", name).isEmpty();
            assertThat(page.get("axe")).as("accessibility of %s", name).isEmpty();
            assertThat(page.get("dialogs").asInt()).as("dialogs of %s", name).isZero();
            assertThat(page.get("pwned").asBoolean()).as("scripts in %s", name).isFalse();
            assertThat(page.get("ready").asBoolean()).as("script of %s", name).isTrue();
            assertThat(page.get("overflow").get("400").asInt()).as(name).isLessThanOrEqualTo(0);
            assertThat(page.get("overflow").get("1600").asInt()).as(name).isLessThanOrEqualTo(0);
        }
        assertThat(points(seen, "leak", "curve")).isEqualTo(9);
        assertThat(points(seen, "leak", "samples")).isEqualTo(20);
        assertThat(points(seen, "large", "curve")).isEqualTo(201);
        JsonNode leak = page(seen, "leak");
        assertThat(leak.get("tooltip").asText()).contains("requests", "heap");
        assertThat(leak.get("svgWithoutScripts").asInt()).isEqualTo(6);
        List<Double> down = numbers(leak.get("sortedDown"));
        assertThat(down).hasSizeGreaterThan(10).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(numbers(leak.get("sortedUp")))
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(down);
        assertThat(leak.get("sortSaid").asText()).isEqualTo("ascending");
    }

    /** Has SARIF's own schema look at the file, which comes with the same packages. */
    @Test
    void writesSarifThatItsSchemaTakes() throws IOException, InterruptedException {
        Optional<String> absence = Browser.absence();
        assumeTrue(absence.isEmpty(), () -> absence.orElse(""));
        RunJson.write(folder.resolve("results/a/run.json"), RunDocuments.full());
        RunJson.write(
                folder.resolve("results/b/run.json"), RunDocuments.least(Verdict.INCONCLUSIVE));
        ResultIndex unused = ResultIndex.write(folder.resolve("results"), List.of(), folder);
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                        .getSchema(Files.readString(Browser.sarifSchema()));

        String sarif = Files.readString(folder.resolve("results/leakgate.sarif"));

        assertThat(schema.validate(sarif, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(sarif.replace("\"2.1.0\"", "\"2.0\""), InputFormat.JSON))
                .isNotEmpty();
    }

    private static String index() throws IOException {
        ResultRow leak = ResultRow.of(RunJson.read(LEAK), "GatewayIT/unknownChannel");
        ResultRow clean = ResultRow.of(RunDocuments.least(Verdict.CLEAN), "ATest/a");
        return IndexPage.render(List.of(leak, clean), List.of(leak, clean));
    }

    private static void write(Path pages, String name, RunDocument run) throws IOException {
        Files.writeString(pages.resolve(name + ".html"), HtmlReport.render(run, pages));
    }

    private static JsonNode page(JsonNode seen, String name) {
        return StreamSupport.stream(seen.spliterator(), false)
                .filter(page -> page.get("page").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int points(JsonNode seen, String name, String chart) {
        for (JsonNode each : page(seen, name).get("charts")) {
            if (each.get("chart").asText().equals(chart)) {
                assertThat(each.get("painted").asInt()).as("pixels of %s", name).isPositive();
                return each.get("points").asInt();
            }
        }
        throw new AssertionError(name + " has no chart " + chart);
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(each -> numbers.add(each.asDouble()));
        return numbers;
    }
}
