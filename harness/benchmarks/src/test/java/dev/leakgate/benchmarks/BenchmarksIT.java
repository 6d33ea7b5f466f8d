package dev.leakgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs all benchmarks at a small size, so that they still work when they are needed. */
class BenchmarksIT {

    @Test
    void printsARowForEachFigureWithBothTimes() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Benchmarks.Figures figures =
                Benchmarks.run(
                        new Sizes(200, 2, 0, 1, 1, 0.2),
                        new PrintStream(printed, true, StandardCharsets.UTF_8));

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).contains("cores", "Linux", "JDK");
        for (String name :
                new String[] {
                    "cheap sample under load, 200 mappings",
                    "a sample that lists and scans, 200 mappings",
                    "cheap sample under load, 16 MiB in 2 mappings",
                    "full snapshot (smaps), 200 mappings",
                    "mappings only (maps), 200 mappings",
                    "full snapshot (smaps), 16 MiB in 2 mappings",
                    "mappings only (maps), 16 MiB in 2 mappings"
                }) {
            assertThat(lines).anyMatch(line -> line.startsWith(name) && line.contains("pmap"));
        }
        assertThat(lines).anyMatch(line -> line.startsWith("p99 µs") && line.contains("<= 1.2"));
        assertThat(figures.stall().without().perSecond()).isPositive();
        assertThat(figures.stall().with().p99()).isPositive();
        assertThat(figures.stall().samples()).isPositive();
        assertThat(figures.rows())
                .hasSize(8)
                .allSatisfy(row -> assertThat(Math.min(row.ours(), row.theirs())).isPositive());
    }

    @Test
    void printsARowForEachServiceThatIsCaptured() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Benchmarks.captures(
                CaptureBenchmark.SMALL, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(
                        line ->
                                line.matches(
                                                "16 MB, 64-bit, 2 threads +[0-9.]+ ms +[0-9.]+ ms .* ×.* +\\+[0-9]+ MB")
                                        && !line.contains("memory"));
    }

    @Test
    void printsALineForAWatch() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean unused =
                Benchmarks.watch(
                        200,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .matches("\nwatch, 200 mappings: [0-9.]+ % of a core .*, [0-9]+ MB .*\n");
    }

    @Test
    void printsALineForEachFigureOfReports() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean unused =
                Benchmarks.reports(
                        ReportBenchmark.SMALL,
                        new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern("5 results judged, .* [0-9.]+ s  <= 2 s")
                .containsPattern("page of 20 snapshots of 5 regions written.* [0-9.]+ s  <= 1 s")
                .containsPattern("its size +[0-9,]+ B  <= 1 MiB  met");
    }

    @Test
    void printsALineForStacks() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean unused =
                Benchmarks.stacks(100, 1, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .matches(
                        "\nstacks of 100 threads  -?[0-9]+ ms behind the JVM's start of [0-9]+ ms, to"
                                + " reach 200 ms .*\n");
    }

    @Test
    void printsALineForEachCoreThatIsAnalysed() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean right =
                Benchmarks.analyses(
                        AnalysisBenchmark.SMALL,
                        new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(right).as("what is lost is counted; %s", printed).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(
                        line ->
                                line.matches(
                                        "4,000 chunks of 1,500 B +[0-9]+ .* s .* ms +[0-9]+ MiB .* met .* s"
                                                + " strings.*"));
    }
}
