package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leakgate.report.AllocatorInfo;
import dev.leakgate.report.DecompositionInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks a server that forgets a known amount, or keeps memory without leaking any. */
class LiveGrowthIT {

    @TempDir Path folder;

    /* The chunk of malloc(16) has 32 bytes. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"heap, one", "arenas, threads"})
    void findsOneForgottenChunkOf16BytesIn100Requests(String kind, String mode) throws IOException {
        CheckOutcome outcome = check("/forget?16&100", mode, 500, 2400);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
        assertThat(growth(outcome, kind)).isCloseTo(0.32, within(0.32 * 0.02));
    }

    @ParameterizedTest(name = "{0} B, {2}")
    @CsvSource({"56, 64, one", "1500, 1520, one", "1500, 1520, threads"})
    void findsWhatEachRequestForgetsWithin5000(int size, int chunk, String mode)
            throws IOException {
        CheckOutcome outcome = check("/forget?" + size + "&1", mode, 500, 500);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
        assertThat(growth(outcome, mode.equals("one") ? "heap" : "arenas"))
                .isCloseTo(chunk, within(chunk * 0.02));
    }

    @Test
    void callsMemoryThatMallocKeepsNoLeakAndSaysHowMuchItIs() throws IOException {
        CheckOutcome outcome = check("/burst?100000", "one", 10, 50);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.CLEAN);
        DecompositionInfo parts = run(outcome).decomposition();
        assertThat(parts).isNotNull();
        assertThat(Objects.requireNonNull(parts.retained())).isGreaterThan(30_000_000);
        assertThat(Objects.requireNonNull(parts.live())).isLessThan(4096);
        assertThat(outcome.message())
                .containsPattern(
                        "not counted: \\S+ MiB free memory that malloc keeps; malloc_trim");
    }

    @Test
    void splitsAllGrowthIntoPartsThatAddUp() throws IOException {
        CheckOutcome outcome = check("/forget?1500&1", "threads", 500, 200);

        RunDocument run = run(outcome);
        DecompositionInfo parts = Objects.requireNonNull(run.decomposition());
        long grown =
                run.rounds().get(run.rounds().size() - 1).footprint()
                        - run.rounds().get(0).footprint();
        assertThat(
                        Objects.requireNonNull(parts.live())
                                + Objects.requireNonNull(parts.retained())
                                + parts.largeAllocations()
                                + parts.stacks()
                                + parts.shared()
                                + parts.files()
                                + parts.other())
                .isEqualTo(grown);
        assertThat(parts.heap()).as("nothing is left uncounted").isNull();
    }

    @Test
    void judgesNothingWhereNothingIsForgotten() throws IOException {
        CheckOutcome outcome = check("/", "threads", 500, 500);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.CLEAN);
        assertThat(run(outcome).allocators())
                .containsExactly(new AllocatorInfo(null, "glibc malloc", true, null));
    }

    private CheckOutcome check(String path, String mode, int warmUp, int requestsPerRound) {
        NativeService.Builder service =
                NativeService.command(NativePrograms.build("forgetful.c").toString(), "${port}");
        if (mode.equals("threads")) {
            service =
                    NativeService.command(
                            NativePrograms.build("forgetful.c").toString(), "${port}", mode);
        }
        CheckPlan plan =
                new CheckPlan(
                        warmUp,
                        8,
                        requestsPerRound,
                        2,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5),
                        BytesPerRequest.ZERO);
        CheckId id = new CheckId("LiveGrowthIT", "check()", "LiveGrowthIT.check");
        return new LeakChecker(id, service.readyWhenListening().build(), plan, List.of(), folder)
                .check(load -> load.get(path));
    }

    private static RunDocument run(CheckOutcome outcome) throws IOException {
        return RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
    }

    private static double growth(CheckOutcome outcome, String kind) throws IOException {
        double sum = 0;
        for (RegionInfo region : run(outcome).regions()) {
            if (region.kind().equals(kind) && region.growthPerRequest() != null) {
                sum += region.growthPerRequest().value();
            }
        }
        return sum;
    }
}
