package dev.leakgate.report.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocuments;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.html.ResultRow;
import dev.leakgate.report.html.ResultRow.Accepted;
import dev.leakgate.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ResultIndexTest {

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path folder;
    private final Path base;

    ResultIndexTest(@TempDir Path folder) {
        this.folder = folder;
        base = folder.resolve("leakgate");
    }

    @BeforeEach
    void write() throws IOException {
        result("ATest/clean", RunDocuments.least(Verdict.CLEAN));
        result("ATest/unknown", RunDocuments.least(Verdict.INCONCLUSIVE));
        result("ATest/leak", RunDocuments.full());
        result("ATest/crash", RunDocuments.least(Verdict.CRASHED));
    }

    @Test
    void listsTheWorstFirstAndWritesAPageForEach() throws IOException {
        ResultIndex index = index();

        assertThat(index.rows())
                .extracting(ResultRow::verdict)
                .containsExactly(
                        Verdict.LEAK, Verdict.CRASHED, Verdict.INCONCLUSIVE, Verdict.CLEAN);
        assertThat(base.resolve("ATest/leak/report.html")).exists();
        assertThat(Files.readString(base.resolve("index.html")))
                .contains("href=\"ATest/leak/report.html\"", "4 checks", "spp_handle_process")
                .doesNotContain("Growth over builds");
        assertThat(index.lines())
                .containsExactly(
                        "LEAK          GatewayIT.unknownChannel  ▁█  +1,504 B per request"
                                + "  spp_handle_process service.cpp:41",
                        "CRASHED       ATest.a",
                        "INCONCLUSIVE  ATest.a",
                        "CLEAN         ATest.a");
    }

    @Test
    void showsGrowthOverEarlierBuilds() throws IOException {
        Path before = folder.resolve("before");
        RunJson.write(before.resolve("x/run.json"), RunDocuments.full());

        ResultIndex index =
                ResultIndex.write(ReportSources.of(base, folder).comparing(List.of(before)));

        assertThat(index.rows()).hasSize(4);
        assertThat(Files.readString(base.resolve("index.html")))
                .contains("Growth over builds", "2 builds", "href=\"history.html\"");
    }

    @Test
    void drawsEachCheckOverBuildsWithTheLineOfTheBaseline() throws IOException {
        Path before = folder.resolve("before");
        RunJson.write(before.resolve("x/run.json"), RunDocuments.full());
        ReportSources sources = ReportSources.of(base, folder).comparing(List.of(before));

        ResultIndex unused =
                ResultIndex.write(sources.accepting(run -> new Accepted(0.0, 1048576.0)));

        String page = Files.readString(base.resolve("history.html"));
        assertThat(page)
                .contains("GatewayIT.unknownChannel", "Growth per request, now 1,504 B per")
                .doesNotContain("ATest.a");
        assertThat(page.split("class=\"baseline\"", -1)).as("a line in each drawing").hasSize(3);
        assertThat(page.split("class=\"build\"", -1)).as("2 builds, 2 drawings").hasSize(5);

        unused = ResultIndex.write(sources);
        assertThat(Files.readString(base.resolve("history.html"))).doesNotContain("\"baseline\"");
        unused = index();
        assertThat(base.resolve("history.html")).as("without earlier builds").doesNotExist();
    }

    @Test
    void linksToTheResultsOfOtherFolders() throws IOException {
        Path one = folder.resolve("one/target/leakgate");
        Path two = folder.resolve("two/target/leakgate");
        RunJson.write(one.resolve("OneIT/a/run.json"), RunDocuments.full());
        RunJson.write(two.resolve("TwoIT/a/run.json"), RunDocuments.least(Verdict.CLEAN));
        Path all = folder.resolve("target/leakgate");

        ResultIndex index =
                ResultIndex.write(ReportSources.of(all, folder).from(List.of(one, two)));

        assertThat(index.rows())
                .extracting(ResultRow::verdict)
                .containsExactly(Verdict.LEAK, Verdict.CLEAN);
        assertThat(Files.readString(all.resolve("index.html")))
                .contains("href=\"../../one/target/leakgate/OneIT/a/report.html\"");
        assertThat(two.resolve("TwoIT/a/report.html")).exists();
    }

    @Test
    void keepsTheRestWhenOneResultIsBroken() throws IOException {
        Files.writeString(base.resolve("ATest/crash/run.json"), "{");

        ResultIndex index = index();

        assertThat(index.rows()).hasSize(3);
        assertThat(index.unreadable())
                .singleElement()
                .asString()
                .contains("run.json", "the file ends too early");
    }

    @Test
    void refusesAFolderWithoutResults() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> ResultIndex.write(ReportSources.of(empty, folder)))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("holds no run.json; name the folder that checks wrote to");
        assertThatThrownBy(
                        () -> ResultIndex.write(ReportSources.of(folder.resolve("none"), folder)))
                .isInstanceOf(RunFileException.class)
                .hasMessageEndingWith("none is no folder");
    }

    @Test
    void writesSarifWithPlacesAndFingerprints() throws IOException {
        ResultIndex unused = index();

        JsonNode sarif = mapper.readTree(base.resolve("leakgate.sarif").toFile());
        assertThat(sarif.get("version").asText()).isEqualTo("2.1.0");
        JsonNode results = sarif.at("/runs/0/results");
        assertThat(results).hasSize(3);
        JsonNode leak = find(results, "ruleId", "leakgate/leak");
        assertThat(leak.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("service.cpp");
        assertThat(leak.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(41);
        assertThat(leak.at("/partialFingerprints/leakgate~1v1").asText()).endsWith("-5f1d0c7a");
        assertThat(results)
                .extracting(each -> each.at("/partialFingerprints/leakgate~1v1").asText())
                .allMatch(each -> !each.isEmpty())
                .as("crash and leave to know are of one check, and apart")
                .doesNotHaveDuplicates();
        assertThat(find(results, "ruleId", "leakgate/inconclusive").get("level").asText())
                .isEqualTo("warning");
    }

    /** Code scanning takes a result for new when its fingerprint changes. */
    @Test
    void keepsFingerprintsFromRunToRun() throws IOException {
        ResultIndex unused = index();
        List<String> before = fingerprints();
        Path file = base.resolve("ATest/leak/run.json");
        ObjectNode run = (ObjectNode) mapper.readTree(file.toFile());
        run.put("reason", "heap grows 1,507 B per request (95 % 1,503-1,511), allowed 0");
        ((ObjectNode) run.get("session")).put("id", "another");
        ((ObjectNode) run.get("service")).put("pid", 4242);
        ((ObjectNode) run.at("/findings/0")).put("bytes", 1);
        mapper.writeValue(file.toFile(), run);

        unused = index();

        assertThat(fingerprints()).isEqualTo(before);
        ((ObjectNode) run.at("/findings/0")).put("fingerprint", "another");
        mapper.writeValue(file.toFile(), run);
        unused = index();
        assertThat(fingerprints()).as("another leak").isNotEqualTo(before);
    }

    private List<String> fingerprints() throws IOException {
        JsonNode sarif = mapper.readTree(base.resolve("leakgate.sarif").toFile());
        return sarif.findValuesAsText("leakgate/v1");
    }

    @Test
    void writesCodeQualityAsGitLabDocumentsIt() throws IOException {
        String elsewhere = "/usr/src/elsewhere/service.cpp";
        result("BTest/elsewhere", inFile(elsewhere));
        result("BTest/within", inFile(folder.resolve("native/a b.cpp").toString()));
        ResultIndex unused = index();

        JsonNode all = mapper.readTree(base.resolve("gl-code-quality-report.json").toFile());

        assertThat(all).hasSize(5);
        assertThat(schema().validate(all)).isEmpty();
        assertThat(all)
                .extracting(each -> each.get("fingerprint").asText())
                .doesNotHaveDuplicates();
        assertThat(all)
                .extracting(each -> each.at("/location/path").asText())
                .contains("service.cpp", "native/a b.cpp", elsewhere.substring(1));
        JsonNode leak = find(all, "check_name", "leakgate/leak");
        assertThat(leak.get("severity").asText()).isEqualTo("critical");
        assertThat(leak.at("/location/lines/begin").asInt()).isEqualTo(41);
        ((ObjectNode) leak).put("severity", "bad");
        assertThat(schema().validate(all)).as("a severity that GitLab has not").isNotEmpty();
    }

    /** Has the line that allocates in another file; of another check. */
    private RunDocument inFile(String file) throws IOException {
        Path made = folder.resolve("made/run.json");
        RunJson.write(made, RunDocuments.full());
        JsonNode json = mapper.readTree(made.toFile());
        for (JsonNode frame : json.at("/findings/0/site")) {
            ((ObjectNode) frame).put("file", file);
        }
        ((ObjectNode) json.get("test")).put("method", file);
        mapper.writeValue(made.toFile(), json);
        return RunJson.read(made);
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        ResultIndexTest.class.getResourceAsStream(
                                "gitlab-code-quality.schema.json"));
    }

    @Test
    void writesJunitXml() throws Exception {
        ResultIndex unused = index();

        byte[] xml = Files.readAllBytes(base.resolve("leakgate-junit.xml"));
        Element suite =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml))
                        .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("4,000 requests in 8 rounds");
    }

    @Test
    void tellsGitHubWithinAJobOnly() throws IOException {
        Path summary = folder.resolve("summary.md");
        ResultIndex index = index();

        assertThat(index.tellGitHub(Map.of())).isEmpty();
        List<String> lines =
                index.tellGitHub(
                        Map.of(
                                "GITHUB_ACTIONS",
                                "true",
                                "GITHUB_STEP_SUMMARY",
                                summary.toString()));

        assertThat(lines)
                .contains(
                        "::error file=service.cpp,line=41,title=LEAK"
                                + " GatewayIT.unknownChannel::heap grows in each of 8 rounds")
                .contains("::warning title=INCONCLUSIVE ATest.a::INCONCLUSIVE  ATest.a");
        assertThat(Files.readString(summary))
                .startsWith("### Leakgate: 4 checks, 1 CLEAN, 1 CRASHED, 1 INCONCLUSIVE, 1 LEAK\n")
                .contains(
                        "| **LEAK** | GatewayIT.unknownChannel | heap grows in each of 8 rounds |"
                                + " ▁█ | spp\\_handle\\_process service.cpp:41 |")
                .contains("<details><summary>GatewayIT.unknownChannel</summary>\n\n```\nLEAK");
    }

    @Test
    void escapesWhatAFormatWouldTakeForItsOwn() throws IOException {
        Path hostile = folder.resolve("hostile");
        ObjectMapper json = new ObjectMapper();
        Path file = hostile.resolve("a/run.json");
        RunJson.write(file, RunDocuments.full());
        String text =
                Files.readString(file)
                        .replace(
                                "GatewayIT.unknownChannel",
                                "a|b,c:d%\\n::e`<i>```\\u202e\\u001b[31m");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        assertThat(json.readTree(text)).isNotNull();

        ResultIndex index = ResultIndex.write(ReportSources.of(hostile, folder));

        Path summary = folder.resolve("hostile.md");
        List<String> lines =
                index.tellGitHub(
                        Map.of(
                                "GITHUB_ACTIONS",
                                "true",
                                "GITHUB_STEP_SUMMARY",
                                summary.toString()));
        assertThat(lines).singleElement().asString().contains("title=LEAK a|b%2Cc%3Ad%25 %3A%3Ae");
        assertThat(lines.get(0)).doesNotContain("\n");
        assertThat(Files.readString(summary)).contains("a\\|b,c:d% ::e\\`&lt;i&gt;", "\n````\n");
        assertThat(Files.readString(hostile.resolve("index.html"))).doesNotContain("<i>");
        // What turns the text around, and what a terminal takes for a command.
        assertThat(lines.get(0) + Files.readString(summary)).doesNotContain("\u202e", "\u001b");
        try (Stream<Path> written = Files.list(hostile)) {
            assertThat(written.filter(Files::isRegularFile))
                    .hasSize(4)
                    .allSatisfy(
                            made ->
                                    assertThat(Files.readString(made))
                                            .doesNotContain("\u202e", "\u001b"));
        }
    }

    private ResultIndex index() throws IOException {
        return ResultIndex.write(ReportSources.of(base, folder));
    }

    private void result(String name, RunDocument run) throws IOException {
        RunJson.write(base.resolve(name).resolve(RunJson.FILE_NAME), run);
    }

    private static JsonNode find(JsonNode all, String field, String value) {
        for (JsonNode each : all) {
            if (each.get(field).asText().equals(value)) {
                return each;
            }
        }
        throw new AssertionError(value + " is not in " + all);
    }
}
