package dev.leakgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.report.RunDocuments;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path folder;
    private final MadeRuns pages;

    HtmlReportTest(@TempDir Path folder) {
        this.folder = folder;
        pages = new MadeRuns(folder);
    }

    @Test
    void tellsWhatLeaksHowMuchAndWhere() {
        String page = HtmlReport.render(RunDocuments.full(), folder);

        assertThat(page)
                .contains("GatewayIT.unknownChannel")
                .contains("heap grows in each of 8 rounds")
                .contains("<code class=\"answer\">CommItopReq</code>")
                .contains("4,000 objects of 1,488 B, one with every request; the program")
                .contains("spp_handle_process  service.cpp:41")
                .contains(
                        "Its source is not at <code>service.cpp</code>: moved, or built elsewhere.")
                .contains("Delete the request in the branch that finds no channel.")
                .contains("<mark title=\"differs from object to object\">…</mark> HTTP/1.1")
                .contains("recorded by heaptrack 1.4.0 over 500 requests, 1.16× the time");
    }

    @Test
    void drawsTheAddressSpaceAndSaysWhereItCrashed() {
        String page = HtmlReport.render(RunDocuments.full(), folder);

        assertThat(page)
                .contains("<title>stacks: 2.7 GiB</title>", "<title>largest hole: 26.7 MiB</title>")
                .contains("router-1", "91 threads besides the main one reserve")
                .contains("no thread could be created any more", "Router::stop");
    }

    @Test
    void listsArenasWithTheirThreadsAndTheCensus() {
        String page = HtmlReport.render(RunDocuments.full(), folder);

        assertThat(page)
                .contains("Of process 4711 when its memory was frozen")
                .contains("<th scope=\"row\">handler</th><td>thread <small>at 0x7f</small></td>")
                .contains("nothing, from g_sessions</td>", "data-v=\"7600\">7,600 B</td>");
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
        String clean = HtmlReport.render(pages.filledWith("harmless"), folder);
        String page = HtmlReport.render(pages.filledWith(hostile), folder);

        assertThat(tags(page)).as("same tags as of a harmless text").isEqualTo(tags(clean));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e", "\u2066", "\u200b", "\u0000", "\u001b", "\u0085", "\u2028"})
    void writesOutWhatHidesOrReorders(String mark) throws IOException {
        String page = HtmlReport.render(pages.filledWith("a" + mark + "b"), folder);

        assertThat(page).doesNotContain(mark);
    }

    @Test
    void keepsHalfASignFromBreakingTheFile() throws IOException {
        String page = HtmlReport.render(pages.filledWith("a\ud800b"), folder);

        assertThat(page)
                .isEqualTo(
                        new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Test
    void shortensTextsThatAreHuge() throws IOException {
        String page = HtmlReport.render(pages.filledWith("x".repeat(1 << 20)), folder);

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
        String page = HtmlReport.render(pages.large(200, 200, 500), folder);

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

    /** Gives the tags alone, in their order. */
    private static String tags(String page) {
        return page.replaceAll("(?s)<script[^>]*>.*?</script>", "<script></script>")
                .replaceAll("(?s)(<[a-z0-9]+)[^<>]*>", "$1>")
                .replaceAll("(?s)>[^<]*", ">");
    }
}
