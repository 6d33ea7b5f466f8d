package dev.leakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.linux.Tools;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.FindingInfo.ContentInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds what a check says of the build that leaks: for each key that is not there, six with each
 * request, one operation of 1,512 bytes, which nothing points to, in the arena of its handler.
 */
class RedisworkFindingsIT {

    private static final int LOST_WITH_EACH = 6;

    @TempDir Path folder;

    @Test
    void saysWhichObjectsOfWhichThreadsLeak() throws Exception {
        NativeService service =
                NativeService.command(
                                "target/native/rediswork",
                                "--port",
                                "${port}",
                                "--redis-port",
                                Redis.port())
                        .readyWhenHttpAnswers("/health")
                        .build();

        CheckOutcome outcome =
                new LeakChecker(
                                new CheckId("RedisworkIT", "looksUpKeys()", "looksUpKeys"),
                                service,
                                new CheckPlan(
                                        50,
                                        6,
                                        100,
                                        4,
                                        Duration.ofMinutes(5),
                                        Duration.ofSeconds(10),
                                        BytesPerRequest.ZERO),
                                List.of(),
                                folder)
                        .site(SiteChoice.AUTO)
                        .check(load -> load.get("/jobs?count=12"));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
        RunDocument run = RunJson.read(folder.resolve(RunJson.FILE_NAME));
        FindingInfo finding = run.findings().get(0);
        assertThat(finding.region()).isEqualTo("arenas of handler");
        assertThat(finding.threads()).isEqualTo(Collections.nCopies(6, "handler"));
        assertThat(finding.reachability()).isEqualTo("unreachable");
        assertThat(finding.chunkSize()).isEqualTo(1520);
        assertThat(finding.perRequest()).isEqualTo(LOST_WITH_EACH);
        long requests = run.rounds().stream().skip(1).mapToLong(RoundInfo::requests).sum();
        assertThat(finding.grown()).isEqualTo(requests * LOST_WITH_EACH);
        assertThat(Objects.requireNonNull(run.heap()).arenas())
                .filteredOn(arena -> arena.threads().equals(List.of("handler")))
                .hasSize(6)
                .allSatisfy(
                        arena ->
                                assertThat(arena.liveBytes())
                                        .as("each handler looks for two keys, and finds one")
                                        .isGreaterThan(requests * 1520));
        ContentInfo content = Objects.requireNonNull(finding.content());
        assertThat(content.template()).isEqualTo("*2\\r\\n$3\\r\\nGET\\r\\n$11\\r\\nuser:…\\r\\n");
        assertThat(content.count()).isEqualTo(finding.chunks());
        if (Tools.find("heaptrack").isPresent()) {
            assertThat(Objects.requireNonNull(finding.firstLook()).place())
                    .as(String.valueOf(run.siteTool()))
                    .isEqualTo(Sources.place("rediswork/operation.cpp", "std::calloc(1"));
            assertThat(outcome.message()).contains("allocated at  operation_create  operation.cpp");
        }
        assertThat(outcome.message())
                .contains("unreachable  arenas of handler, threads handler ×6");
        ReportPage.assertReads(folder.resolve("report.html"), "rediswork", true);
    }
}
