package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the words that a failing build prints. */
class TextReportTest {

    private static final Path FOLDER = Path.of("target/leakgate/GatewayIT/unknownChannel");
    private static final List<String> EVIDENCE =
            List.of("service.log", "first.smaps.gz", "last.smaps.gz");

    @Test
    void aLeakNamesTheRegionItsGrowthAndWhatToRunAgain() {
        RunDocument run =
                run(Verdict.LEAK, "heap grows 1,504 B per request (95 % 1,503–1,505), allowed 0")
                        .rounds(8, 0)
                        .regions(
                                List.of(
                                        region("heap", null, 782_336, 6_815_744, 1504.0),
                                        region("stacks", "handler", 8_192, 12_288, 0.0),
                                        region(
                                                "large allocations",
                                                null,
                                                1_048_576,
                                                1_048_576,
                                                0.0)))
                        .evidence(EVIDENCE)
                        .build();

        assertReport(
                run,
                "LEAK  GatewayIT.unknownChannel: heap grows 1,504 B per request (95 % 1,503–1,505),"
                        + " allowed 0",
                "  4,000 requests in 8 rounds after 500 to warm up; smallest leak that this run"
                        + " could see: 0.2 B per request",
                "  heap               764 KiB → 6.5 MiB      +1,504 B per request",
                "  stacks of handler  8,192 B → 12 KiB",
                "  result  target/leakgate/GatewayIT/unknownChannel/run.json",
                "  beside  service.log  first.smaps.gz  last.smaps.gz",
                "  again   mvn verify -Dit.test=GatewayIT#unknownChannel");
    }

    @Test
    void dumpsAreToldInOneWordHoweverMany() {
        RunDocument run =
                run(Verdict.CLEAN, "no region grows with the requests")
                        .evidence(List.of("service.log", "dump/heap-1-2.bin", "dump/heap-3-4.bin"))
                        .build();

        assertThat(TextReport.lines(run, FOLDER))
                .contains("  beside  service.log  dump/*.bin")
                .noneMatch(line -> line.contains("heap-1-2"));
    }

    @Test
    void aCleanRunSaysWhatItCouldHaveSeenAndNoRegions() {
        RunDocument run =
                run(Verdict.CLEAN, "no region grows with the requests")
                        .rounds(8, 2)
                        .regions(List.of(region("heap", null, 4096, 8192, 0.0)))
                        .evidence(EVIDENCE)
                        .build();

        assertReport(
                run,
                "CLEAN  GatewayIT.unknownChannel: no region grows with the requests",
                "  4,000 requests in 8 rounds after 500 to warm up; smallest leak that this run"
                        + " could see: 0.2 B per request",
                "  2 of 9 snapshots were taken while the service was still busy",
                "  result  target/leakgate/GatewayIT/unknownChannel/run.json",
                "  beside  service.log  first.smaps.gz  last.smaps.gz",
                "  again   mvn verify -Dit.test=GatewayIT#unknownChannel");
    }

    @Test
    void theSmallestLeakNamesTheSeriesThatItIsOf() {
        Map<String, Object> stacks = region("stacks", "handler", 8_192, 8_192, 0.0);
        stacks.put("minimumDetectable", 16.4);
        Map<String, Object> heap = region("heap", null, 782_336, 782_336, 0.0);
        heap.put("minimumDetectable", 0.2);

        assertThat(TextReport.lines(clean(stacks, heap), FOLDER).get(1))
                .endsWith("could see: 0.2 B per request (footprint of heap)");
        heap.put("live", Map.of("first", 4096, "last", 4096));
        assertThat(TextReport.lines(clean(stacks, heap), FOLDER).get(1))
                .endsWith("could see: 0.2 B per request (live bytes of heap)");
    }

    private static RunDocument clean(Map<String, Object> one, Map<String, Object> other) {
        return run(Verdict.CLEAN, "no region grows")
                .rounds(8, 0)
                .regions(List.of(one, other))
                .build();
    }

    @Test
    void aBrokenBudgetSaysHowMuchAgainstWhichLimitAndKeptOnesAreLeftOut() {
        RunDocument run =
                run(Verdict.OVER_BUDGET, "heap peak 70.2 MiB, allowed 64 MiB, and 1 more")
                        .rounds(5, 0)
                        .budgets(
                                List.of(
                                        budget("heap peak", "B", 64 << 20, 73_610_035.0, false),
                                        budget("stacks peak", "B", 64 << 20, 4096.0, true),
                                        budget("heap growth", "B/request", 16, 40.5, false)))
                        .build();

        assertReport(
                run,
                "OVER_BUDGET  GatewayIT.unknownChannel: heap peak 70.2 MiB, allowed 64 MiB, and 1"
                        + " more",
                "  2,500 requests in 5 rounds after 500 to warm up; smallest leak that this run"
                        + " could see: 0.2 B per request",
                "  budget  heap peak  70.2 MiB, allowed 64 MiB",
                "  budget  heap growth  40.5 B per request, allowed 16 B per request",
                "  result  target/leakgate/GatewayIT/unknownChannel/run.json",
                "  again   mvn verify -Dit.test=GatewayIT#unknownChannel");
    }

    @Test
    void failuresThatMadeARunInconclusiveAreSaidOnce() {
        RunDocument run =
                run(
                                Verdict.INCONCLUSIVE,
                                "12 of 500 requests failed, more than 1 %; the first: reset")
                        .load(500, 12)
                        .evidence(List.of("service.log"))
                        .build();

        assertReport(
                run,
                "INCONCLUSIVE  GatewayIT.unknownChannel: 12 of 500 requests failed, more than 1 %;"
                        + " the first: reset",
                "  result  target/leakgate/GatewayIT/unknownChannel/run.json",
                "  beside  service.log",
                "  again   mvn verify -Dit.test=GatewayIT#unknownChannel");
    }

    @Test
    void aRunThatTheTimeCapEndedShowsTheRoundsThatItHas() {
        RunDocument run =
                run(
                                Verdict.INCONCLUSIVE,
                                "the time cap of 60 s was reached in round 3 of 8, after 2,000"
                                        + " requests; raise timeCap, or send fewer requests")
                        .rounds(2, 1)
                        .build();

        assertReport(
                run,
                "INCONCLUSIVE  GatewayIT.unknownChannel: the time cap of 60 s was reached in round"
                        + " 3 of 8, after 2,000 requests; raise timeCap, or send fewer requests",
                "  1,000 requests in 2 rounds after 500 to warm up; smallest leak that this run"
                        + " could see: 0.2 B per request",
                "  1 of 3 snapshots were taken while the service was still busy",
                "  result  target/leakgate/GatewayIT/unknownChannel/run.json",
                "  again   mvn verify -Dit.test=GatewayIT#unknownChannel");
    }

    @Test
    void aCrashShowsTheLastWordsOfTheServiceAndFailedRequests() {
        RunDocument run =
                run(Verdict.CRASHED, "the service ended with SIGSEGV in round 2 of 8")
                        .rounds(1, 0)
                        .load(700, 4)
                        .crash("assertion failed: queue.size() < 100")
                        .evidence(EVIDENCE)
                        .build();

        assertReport(
                run,
                "CRASHED  GatewayIT.unknownChannel: the service ended with SIGSEGV in round 2 of 8",
                "  500 requests in 1 round after 500 to warm up; smallest leak that this run could"
                        + " see: 0.2 B per request",
                "  load: 1,000 requests/s",
                "  its last output:",
                "    assertion failed: queue.size() < 100",
                "  4 of 700 requests failed; the first: reset",
                "  result  target/leakgate/GatewayIT/unknownChannel/run.json",
                "  beside  service.log  first.smaps.gz  last.smaps.gz",
                "  again   mvn verify -Dit.test=GatewayIT#unknownChannel");
    }

    @Test
    void aServiceThatDidNotStartShowsItsOutputBelowTheFirstLine() {
        RunDocument run =
                run(
                                Verdict.INCONCLUSIVE,
                                """
                                the service ended before it was ready, with exit status 1: gw
                                  its last output:
                                    bind: Address already in use""")
                        .build();

        assertReport(
                run,
                "INCONCLUSIVE  GatewayIT.unknownChannel: the service ended before it was ready,"
                        + " with exit status 1: gw",
                "  its last output:",
                "    bind: Address already in use",
                "  result  target/leakgate/GatewayIT/unknownChannel/run.json",
                "  again   mvn verify -Dit.test=GatewayIT#unknownChannel");
    }

    @Test
    void manyRegionsAreCutToTheFirstSixAndTheRestCounted() {
        RunDocument run =
                run(Verdict.LEAK, "heap grows")
                        .regions(
                                IntStream.rangeClosed(1, 9)
                                        .mapToObj(
                                                i ->
                                                        region(
                                                                "module",
                                                                "/lib/l" + i + ".so",
                                                                4096,
                                                                4096 + 40960 / i,
                                                                100.0 / i))
                                        .toList())
                        .build();

        List<String> lines = TextReport.lines(run, FOLDER);

        assertThat(lines.stream().filter(line -> line.contains("  module /lib/"))).hasSize(6);
        assertThat(lines).contains("  and 3 more that grew less");
    }

    @Test
    void theSameIsPrintedInEveryLocale() {
        Locale before = Locale.getDefault();
        RunDocument run =
                run(Verdict.LEAK, "heap grows")
                        .rounds(8, 0)
                        .regions(List.of(region("heap", null, 782_336, 6_815_744, 1504.25)))
                        .build();
        List<String> english = TextReport.lines(run, FOLDER);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(TextReport.lines(run, FOLDER)).isEqualTo(english);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void assertReport(RunDocument run, String... lines) {
        assertThat(TextReport.lines(run, FOLDER)).containsExactly(lines);
    }

    private static Map<String, Object> region(
            String kind, @Nullable String name, long first, long last, double growth) {
        Map<String, Object> region = new HashMap<>();
        region.put("kind", kind);
        region.put("name", name);
        region.put("first", first);
        region.put("last", last);
        region.put("growthPerRequest", Map.of("value", growth, "low", growth, "high", growth));
        return region;
    }

    private static Map<String, Object> budget(
            String name, String unit, double limit, double observed, boolean met) {
        return Map.of("name", name, "unit", unit, "limit", limit, "observed", observed, "met", met);
    }

    private static Builder run(Verdict verdict, String reason) {
        return new Builder(verdict, reason);
    }

    /** Puts what a test names into a document that has nothing else, as {@code run.json} has it. */
    private static final class Builder {

        private static final JsonMapper MAPPER = RunMapper.create();

        private final ObjectNode root;

        Builder(Verdict verdict, String reason) {
            root = MAPPER.valueToTree(RunDocuments.least(verdict));
            root.put("reason", reason);
            root.withObject("/test")
                    .put("class", "com.example.GatewayIT")
                    .put("method", "unknownChannel(dev.leakgate.load.LoadDriver)")
                    .put("displayName", "GatewayIT.unknownChannel");
        }

        Builder rounds(int measured, int noisy) {
            List<Map<String, Object>> rounds = new ArrayList<>();
            for (int i = 0; i <= measured; i++) {
                rounds.add(
                        Map.of(
                                "number",
                                i,
                                "requests",
                                500,
                                "noisy",
                                i < noisy,
                                "atMillis",
                                i,
                                "footprint",
                                1 << 20,
                                "processes",
                                1,
                                "threads",
                                1,
                                "descriptors",
                                7));
            }
            root.put("minimumDetectable", 0.2);
            return with("rounds", rounds);
        }

        Builder regions(List<Map<String, Object>> regions) {
            return with("regions", regions);
        }

        Builder budgets(List<Map<String, Object>> budgets) {
            return with("budgets", budgets);
        }

        Builder evidence(List<String> files) {
            return with("evidence", files);
        }

        Builder load(long requests, long failures) {
            return with(
                    "load",
                    Map.of(
                            "tool",
                            "built-in",
                            "requests",
                            requests,
                            "achievedRate",
                            1000,
                            "failures",
                            failures,
                            "firstFailure",
                            "reset"));
        }

        Builder crash(String... logTail) {
            return with("crash", Map.of("signal", "SIGSEGV", "logTail", List.of(logTail)));
        }

        private Builder with(String field, Object value) {
            root.set(field, MAPPER.valueToTree(value));
            return this;
        }

        RunDocument build() {
            return MAPPER.convertValue(root, RunDocument.class);
        }
    }

    /** The service is a script's child: gdb gets the file that ran, and not the script. */
    @Test
    void offersGdbTheProgramOfTheCore() {
        RunDocument full = RunDocuments.full();
        JsonMapper mapper = RunMapper.create();
        ObjectNode json = mapper.valueToTree(full);
        ((ObjectNode) json.get("service")).put("exe", "/srv/run.sh");
        ((ObjectNode) json.get("capture")).put("core", "core.1").put("program", "/srv/a");
        ((ObjectNode) json.get("crash")).put("core", "core.2").put("program", "/srv/b");
        RunDocument run = mapper.convertValue(json, RunDocument.class);
        Commands commands = new Commands(run, Path.of("/x"));

        assertThat(commands.openCore("core.1")).isEqualTo("gdb /srv/a /x/core.1");
        assertThat(commands.openCore("core.2")).isEqualTo("gdb /srv/b /x/core.2");
        assertThat(commands.openCore("core.3")).isEqualTo("gdb /srv/run.sh /x/core.3");
    }

    @Test
    void sendsATerminalNothingThatItWouldObey() {
        RunDocument full = RunDocuments.full();
        String text =
                String.join(
                        "\n", TextReport.lines(withName(full, "a\u001b[2Jb\u202ec"), Path.of("x")));

        assertThat(text).contains("a\\x1b[2Jb\\u202ec").doesNotContain("\u001b", "\u202e");
    }

    private static RunDocument withName(RunDocument run, String name) {
        JsonMapper mapper = RunMapper.create();
        ObjectNode json = mapper.valueToTree(run);
        ((ObjectNode) json.get("test")).put("displayName", name);
        return mapper.convertValue(json, RunDocument.class);
    }
}
