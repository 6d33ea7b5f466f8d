package dev.leakgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocuments;
import dev.leakgate.report.RunJson;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {

    /* What a reader of run.json insists on; all else may be anything. */
    private static final Set<String> FIXED =
            Set.of("schema", "verdict", "startedAt", "endedAt", "outcome");

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path folder;

    HtmlReportTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void tellsWhatLeaksHowMuchAndWhere() {
        String page = HtmlReport.render(RunDocuments.full(), folder);

        assertThat(page)
                .contains("GatewayIT.unknownChannel")
                .contains("heap grows in each of 8 rounds")
                .contains("<code class=\"answer\">CommItopReq</code>")
                .contains("4,000 objects of 1,488 B; the program still holds them")
                .contains("spp_handle_process  service.cpp:41")
                .contains("delete the request in the branch that finds no channel")
                .contains("<mark title=\"differs from object to object\">…</mark> HTTP/1.1")
                .contains("recorded by heaptrack 1.4.0 over 500 requests, 1.16× the time");
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void showsAResultThatMeasuredNothing(Verdict verdict) {
        String page = HtmlReport.render(RunDocuments.least(verdict), folder);

        assertThat(page.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", ""))
                .contains("ATest.a")
                .doesNotContain("id=\"findings\"", "id=\"regions\"", "null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "'><svg onload=alert(1)>",
                "--><b>",
                "${7*7}&lt;",
                "]]><!--"
            })
    void escapesMarkupInEachField(String hostile) throws IOException {
        String clean = HtmlReport.render(filledWith("harmless"), folder);
        String page = HtmlReport.render(filledWith(hostile), folder);

        assertThat(tags(page)).as("same tags as of a harmless text").isEqualTo(tags(clean));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e", "\u2066", "\u200b", "\u0000", "\u001b", "\u0085", "\u2028"})
    void writesOutWhatHidesOrReorders(String mark) throws IOException {
        String page = HtmlReport.render(filledWith("a" + mark + "b"), folder);

        assertThat(page).doesNotContain(mark);
    }

    @Test
    void keepsHalfASignFromBreakingTheFile() throws IOException {
        String page = HtmlReport.render(filledWith("a\ud800b"), folder);

        assertThat(page)
                .isEqualTo(
                        new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Test
    void shortensTextsThatAreHuge() throws IOException {
        String page = HtmlReport.render(filledWith("x".repeat(1 << 20)), folder);

        assertThat(page).contains("(1,048,576 characters)");
        assertThat(page.length()).isLessThan(1_000_000);
    }

    @Test
    void handsTheChartsAllPoints() throws IOException {
        Matcher data = DATA.matcher(HtmlReport.render(RunDocuments.full(), folder));

        assertThat(data.find()).isTrue();
        JsonNode json = mapper.readTree(data.group(1));
        assertThat(json.get("requests")).hasSize(2);
        assertThat(json.get("layers").get(0).get("bytes")).hasSize(2);
    }

    @Test
    void isBelowAMegabyteWithManyRoundsRegionsAndSamples() throws IOException {
        String page = HtmlReport.render(large(200, 200, 500), folder);

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1 << 20);
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        HtmlReport.write(folder, RunDocuments.full());

        assertThat(Files.getPosixFilePermissions(folder.resolve("report.html")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void loadsNothing() {
        String page = HtmlReport.render(RunDocuments.full(), folder);

        assertThat(page)
                .contains("default-src &#39;none&#39;")
                .doesNotContain(" src=\"", "@import");
        assertThat(page).doesNotContainPattern("<link|url\\((?!data:)");
    }

    private RunDocument filledWith(String text) throws IOException {
        ObjectNode json = read(RunDocuments.full());
        fill(json, text);
        return document(json);
    }

    private RunDocument large(int rounds, int regions, int samples) throws IOException {
        ObjectNode json = read(RunDocuments.full());
        ArrayNode allRounds = json.withArray("rounds");
        ObjectNode round = allRounds.get(1).deepCopy();
        ObjectNode footprints = round.putObject("regions");
        ArrayNode allRegions = json.withArray("regions");
        JsonNode region = allRegions.get(0);
        for (int i = 0; i < regions; i++) {
            String name = "/usr/lib/x86_64-linux-gnu/libsomething" + i + ".so";
            footprints.put("stacks of " + name, 123_456_789L + i);
            ObjectNode each = region.deepCopy();
            allRegions.add(each.put("name", name));
        }
        for (int i = 0; i < rounds; i++) {
            allRounds.add(round.deepCopy());
        }
        ArrayNode allSamples = json.withArray("samples");
        JsonNode sample = allSamples.get(0);
        for (int i = 0; i < samples; i++) {
            allSamples.add(sample.deepCopy());
        }
        return document(json);
    }

    private static void fill(JsonNode node, String text) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getValue().isTextual() && !FIXED.contains(field.getKey())) {
                    field.setValue(TextNode.valueOf(text));
                } else {
                    fill(field.getValue(), text);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isTextual()) {
                    array.set(i, TextNode.valueOf(text));
                } else {
                    fill(array.get(i), text);
                }
            }
        }
    }

    /** Gives the tags alone, in their order. */
    private static String tags(String page) {
        return page.replaceAll("(?s)<script[^>]*>.*?</script>", "<script></script>")
                .replaceAll("(?s)(<[a-z0-9]+)[^<>]*>", "$1>")
                .replaceAll("(?s)>[^<]*", ">");
    }

    private ObjectNode read(RunDocument document) throws IOException {
        Path file = folder.resolve(RunJson.FILE_NAME);
        RunJson.write(file, document);
        return (ObjectNode) mapper.readTree(file.toFile());
    }

    private RunDocument document(ObjectNode json) throws IOException {
        Path file = folder.resolve(RunJson.FILE_NAME);
        mapper.writeValue(file.toFile(), json);
        return RunJson.read(file);
    }
}
