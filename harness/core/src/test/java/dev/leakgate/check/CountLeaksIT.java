package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.load.Connections;
import dev.leakgate.load.LoadShape;
import dev.leakgate.recording.Count;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.SamplingInfo;
import dev.leakgate.report.SeriesInfo;
import dev.leakgate.service.NativeService;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service that leaks anything but memory is named by what it leaks. */
class CountLeaksIT {

    private static final int EVERY = 20;

    private final Path folder;

    CountLeaksIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({
        "socket, descriptors (sockets) grow 0.05 per request",
        "pipe, descriptors (pipes) grow 0.1 per request",
        "eventfd, descriptors (eventfds) grow 0.05 per request",
        "file, descriptors (files) grow 0.05 per request",
        "thread, threads grow 0.05 per request",
        "child, child processes grow 0.05 per request",
        "zombie, zombie processes grow 0.05 per request",
        "mapping, mappings grow 0.05 per request",
        "reserved, reserved address space grows 205 B per request",
    })
    void namesWhatLeaksAndHowMuch(String what, String growth) {
        CheckOutcome outcome = check(what, List.of());

        assertThat(outcome.message().lines().findFirst().orElseThrow())
                .startsWith("LEAK  CountLeaksIT." + what + ": " + growth + " (95 %");
    }

    @Test
    void findsNothingWhereNothingLeaks() {
        assertThat(check("nothing", List.of()))
                .satisfies(
                        outcome -> {
                            assertThat(outcome.verdict())
                                    .as(outcome.message())
                                    .isEqualTo(Verdict.CLEAN);
                        });
    }

    @Test
    void showsTheLevelsTheLimitAndWhatMostNewFilesShare() throws Exception {
        CheckOutcome outcome = check("file", List.of());

        SeriesInfo files =
                RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME))
                        .series()
                        .get("descriptors (files)");
        assertThat(files).isNotNull();
        assertThat(files.levels().get(8) - files.levels().get(0)).isEqualTo(8 * 200 / EVERY);
        assertThat(files.limit()).isPositive();
        assertThat(files.mostly()).isEqualTo("/tmp/*");
        assertThat(outcome.message())
                .containsPattern(
                        "\n  descriptors \\(files\\)  \\d+ → \\d+  \\+0.05 per request, mostly /tmp/\\*;"
                                + " a process may have ");
    }

    @Test
    void aBudgetAllowsGrowthAndLimitsTheMost() {
        CountPerRequest growth = CountPerRequest.parse("0.06");

        CheckOutcome allowed =
                check("socket", List.of(new CountBudget(Count.DESCRIPTORS, 500L, growth)));
        CheckOutcome tooMany =
                check("socket", List.of(new CountBudget(Count.DESCRIPTORS, 50L, growth)));

        assertThat(allowed.verdict()).as(allowed.message()).isEqualTo(Verdict.CLEAN);
        assertThat(tooMany.message())
                .startsWith("OVER_BUDGET  CountLeaksIT.socket: descriptors max ")
                .contains(", allowed 50");
    }

    @Test
    void samplesTheServiceWhileTheLoadRunsAndKeepsWhatThatCost() throws Exception {
        // Rounds that last: the first look may come after a tenth of a second.
        CheckOutcome outcome =
                check("nothing", List.of(), new LoadShape(200, Connections.KEEP_ALIVE));

        RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
        SamplingInfo sampling = run.sampling();
        assertThat(run.samples()).isNotEmpty();
        assertThat(run.samples().get(0).requests()).isLessThanOrEqualTo(100);
        assertThat(sampling).isNotNull();
        assertThat(sampling.samples()).isGreaterThanOrEqualTo(run.samples().size());
        assertThat(sampling.peak()).isPositive();
        assertThat(sampling.share()).isPositive();
    }

    private CheckOutcome check(String what, List<CountBudget> budgets) {
        return check(what, budgets, LoadShape.CLOSED);
    }

    private CheckOutcome check(String what, List<CountBudget> budgets, LoadShape shape) {
        NativeService service =
                NativeService.command(
                                NativePrograms.build("leaking-counts.c").toString(),
                                "${port}",
                                what,
                                Integer.toString(EVERY))
                        .readyWhenListening()
                        .build();
        CheckPlan plan =
                new CheckPlan(
                        100,
                        8,
                        200,
                        2,
                        shape,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5),
                        BytesPerRequest.ZERO,
                        null);
        CheckId id = new CheckId("CountLeaksIT", what + "()", "CountLeaksIT." + what);
        return new LeakChecker(id, service, plan, List.of(), budgets, folder.resolve(what))
                .check(load -> load.get("/"));
    }
}
