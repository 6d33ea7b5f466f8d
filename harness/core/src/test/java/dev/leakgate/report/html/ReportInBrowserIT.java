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
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.report.ci.ReportSources;
import dev.leakgate.report.ci.ResultIndex;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser; screenshots stay in target/screenshots. */
class ReportInBrowserIT {

    private static final Path LEAK =
            Path.of("src/test/resources/dev/leakgate/report/leak.run.json");

    /** Ends a script, an attribute and a title, and turns the order of what follows. */
    private static final String HOSTILE =
            "\"'></title></script><img src=x onerror='window.pwned=1;alert(1)'>\u202e\u0000\u001b[2J";

    @TempDir Path folder;

    @Test
    void readsAndAnswersInChromium() throws IOException, InterruptedException {
        Optional<String> absence = Browser.absence();
        assumeTrue(absence.isEmpty(), () -> absence.orElse(""));
        Path pages = Files.createDirectories(folder.resolve("pages"));
        MadeRuns made = new MadeRuns(folder);
        write(pages, "leak", RunJson.read(LEAK));
        write(pages, "every-field", RunDocuments.full());
        write(pages, "least-crashed", RunDocuments.least(Verdict.CRASHED));
        write(pages, "least-inconclusive", RunDocuments.least(Verdict.INCONCLUSIVE));
        write(pages, "large", made.large(500, 200, 500));
        RunDocument hostile = made.filledWith(HOSTILE);
        write(pages, "hostile", hostile);
        write(pages, "huge", made.filledWith("<b>" + "x".repeat(1 << 20)));
        flame(pages, "flame", "main;serve;take 600\nmain;serve;note 200\nmain;start 200\n");
        flame(pages, "flame-hostile", "main;" + HOSTILE.replace(';', ',') + " 100\n");
        lists(pages, "", RunJson.read(LEAK), RunDocuments.least(Verdict.CLEAN));
        lists(pages, "-hostile", hostile, hostile);

        JsonNode seen = Browser.look(pages, Path.of("target/screenshots"));

        assertThat(seen).hasSize(13);
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
        assertThat(points(seen, "large", "curve")).isEqualTo(502);
        JsonNode leak = page(seen, "leak");
        assertThat(leak.get("tooltip").asText()).contains("requests", "heap");
        assertThat(leak.get("svgWithoutScripts").asInt()).isEqualTo(6);
        List<Double> down = numbers(leak.get("sortedDown"));
        assertThat(down).hasSizeGreaterThan(10).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(numbers(leak.get("sortedUp")))
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(down);
        assertThat(leak.get("sortSaid").asText()).isEqualTo("ascending");
        assertWalked(page(seen, "flame").get("flame"));
        assertThat(page(seen, "flame-hostile").get("flame").get("frames").asInt()).isEqualTo(3);
    }

    /** Five calls: all, main, serve and start, take and note below serve. */
    private static void assertWalked(JsonNode walk) {
        assertThat(walk.get("frames").asInt()).isEqualTo(6);
        assertThat(walk.at("/first/focus").asText()).startsWith("all that was not freed, 1,000 B");
        assertThat(walk.at("/first/tabStops").asInt()).as("one stop of the Tab key").isEqualTo(1);
        assertThat(walk.at("/down/focus").asText()).startsWith("main, ");
        assertThat(walk.at("/down/said").asText()).as("read out").startsWith("main, ");
        assertThat(walk.at("/deepest/focus").asText()).isEqualTo("take, 600 B, 60 %");
        assertThat(walk.at("/deepest/tabStops").asInt()).isEqualTo(1);
        assertThat(walk.at("/zoomed/width").asText()).isEqualTo("100%");
        assertThat(walk.at("/zoomed/shown").asInt()).as("take and its callers").isEqualTo(4);
        assertThat(walk.at("/up/focus").asText()).startsWith("serve, ");
        assertThat(walk.at("/whole/shown").asInt()).as("Escape").isEqualTo(6);
        assertThat(walk.at("/whole/width").asText()).isEqualTo("80%");
        assertThat(walk.at("/clicked/shown").asInt()).as("main is all").isEqualTo(6);
    }

    private void flame(Path pages, String name, String stacks) throws IOException {
        Path site = Files.createDirectories(folder.resolve("stacks/site"));
        Files.writeString(site.resolveSibling(SiteToolInfo.STACKS), stacks);
        Files.writeString(
                pages.resolve(name + ".html"),
                HtmlReport.render(RunDocuments.full(), folder.resolve("stacks")));
    }

    /** Writes the index and the history of two checks in two builds. */
    private static void lists(Path pages, String name, RunDocument one, RunDocument two)
            throws IOException {
        ResultRow.Accepted accepted = new ResultRow.Accepted(0.0, 1e6);
        List<ResultRow> rows =
                List.of(ResultRow.of(one, "GatewayIT/a", accepted), ResultRow.of(two, "ATest/a"));
        Files.writeString(pages.resolve("index" + name + ".html"), IndexPage.render(rows, rows));
        Files.writeString(
                pages.resolve("history" + name + ".html"),
                Objects.requireNonNull(HistoryPage.render(rows, rows)));
    }

    /** Has SARIF's own schema look at the file, which comes with the same packages. */
    @Test
    void writesSarifThatItsSchemaTakes() throws IOException, InterruptedException {
        Optional<String> absence = Browser.absence();
        assumeTrue(absence.isEmpty(), () -> absence.orElse(""));
        RunJson.write(folder.resolve("results/a/run.json"), RunDocuments.full());
        RunJson.write(
                folder.resolve("results/b/run.json"), RunDocuments.least(Verdict.INCONCLUSIVE));
        ResultIndex unused = ResultIndex.write(ReportSources.of(folder.resolve("results"), folder));
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                        .getSchema(Files.readString(Browser.sarifSchema()));

        String sarif = Files.readString(folder.resolve("results/leakgate.sarif"));

        assertThat(schema.validate(sarif, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(sarif.replace("\"2.1.0\"", "\"2.0\""), InputFormat.JSON))
                .isNotEmpty();
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
