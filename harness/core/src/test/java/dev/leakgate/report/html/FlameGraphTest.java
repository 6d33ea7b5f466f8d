package dev.leakgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocuments;
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlameGraphTest {

    @TempDir Path folder;

    @Test
    void putsCallsBelowTheirCallersAsWideAsTheirBytes() throws IOException {
        FlameGraph flame = drawn("main;serve;take 600\nmain;serve;note 200\nmain;start 200\n");

        assertThat(flame.frames())
                .extracting(FlameGraph.Frame::name, FlameGraph.Frame::level)
                .containsExactly(
                        tuple("all that was not freed", 0),
                        tuple("main", 1),
                        tuple("serve", 2),
                        tuple("take", 3),
                        tuple("note", 3),
                        tuple("start", 2));
        FlameGraph.Frame note = flame.frames().get(4);
        assertThat(note.x()).isCloseTo(60, within(1e-9));
        assertThat(note.width()).isCloseTo(20, within(1e-9));
        assertThat(note.title()).isEqualTo("note, 200 B, 20 %");
        assertThat(flame.levels()).isEqualTo(4);
        assertThat(flame.bytes()).isEqualTo(1000);
        assertThat(flame.largest().get(0).calls()).containsExactly("main", "serve", "take");
    }

    @Test
    void marksWhereAFindingWasAllocated() throws IOException {
        FlameGraph flame = drawn("main;spp_handle_process(int) 600\nmain;start 1\n");

        assertThat(flame.frames())
                .filteredOn(FlameGraph.Frame::leaks)
                .extracting(FlameGraph.Frame::name)
                .containsExactly("spp_handle_process");
    }

    @Test
    void countsWhatIsTooNarrowToDraw() throws IOException {
        FlameGraph flame = drawn("main;take 100000\nmain;a 1\nmain;b 1\n");

        assertThat(flame.frames()).hasSize(3);
        assertThat(flame.leftOut()).isEqualTo(2);
    }

    @Test
    void drawsNothingWithoutStacks() throws IOException {
        assertThat(FlameGraph.of(RunDocuments.full(), folder)).isEmpty();
        write("nothing here\n;;;\n 12\nmain -3\nmain 99999999999999999999\nmain 0\n");

        assertThat(FlameGraph.of(RunDocuments.full(), folder)).isEmpty();
    }

    @Test
    void readsNoFileThatTheResultDoesNotName() throws IOException {
        write("main 100\n");
        RunDocument other = RunDocuments.least(Verdict.LEAK);

        assertThat(FlameGraph.of(other, folder)).isEmpty();
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "main 100\n");
        Files.createDirectories(folder.resolve("site"));
        Files.createSymbolicLink(folder.resolve(SiteToolInfo.STACKS), elsewhere);

        assertThat(FlameGraph.of(RunDocuments.full(), folder)).isEmpty();
    }

    @Test
    void boundsWhatAHugeFileDraws() throws IOException {
        String deep =
                IntStream.range(0, 5000).mapToObj(i -> "f" + i).collect(Collectors.joining(";"));
        String wide =
                IntStream.range(0, 5000)
                        .mapToObj(i -> "main;g" + i + " 1000\n")
                        .collect(Collectors.joining());
        FlameGraph flame = drawn(deep + " 5000000\n" + wide);

        assertThat(flame.levels()).isLessThanOrEqualTo(65);
        assertThat(flame.frames()).hasSizeLessThanOrEqualTo(500);
        assertThat(HtmlReport.render(RunDocuments.full(), folder).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(1 << 20);
    }

    @Test
    void escapesTheNamesOfHostileBinaries() throws IOException {
        write("main;</title></svg><script>alert(1)</script>\u202e\u001b 100\n");

        assertThat(HtmlReport.render(RunDocuments.full(), folder))
                .contains("&lt;script&gt;alert")
                .doesNotContain("<script>alert", "\u202e", "\u001b");
    }

    private FlameGraph drawn(String stacks) throws IOException {
        write(stacks);
        return FlameGraph.of(RunDocuments.full(), folder).orElseThrow();
    }

    private void write(String stacks) throws IOException {
        Files.createDirectories(folder.resolve("site"));
        Files.writeString(folder.resolve(SiteToolInfo.STACKS), stacks);
    }
}
