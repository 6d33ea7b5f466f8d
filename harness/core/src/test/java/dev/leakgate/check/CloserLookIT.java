package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.SuppressionInfo;
import dev.leakgate.service.NativeService;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Suppression;
import dev.leakgate.verdict.Suppression.By;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the memory says decides where levels alone do not: keeper.cpp has the truth. */
class CloserLookIT {

    private static final LocalDate TODAY = LocalDate.parse("2027-01-31");
    private static final int REQUESTS = 100;
    private static final int ROUNDS = 8;

    /* In requests: a cache that fills for good within the run, and one that does not. */
    private static final String SOON = "150";
    private static final String LATE = "1000";

    @TempDir Path folder;

    @Test
    void growthThatNothingPointsToIsALeakThoughItsRegionHasNotSettled() throws IOException {
        CheckOutcome outcome = check("/fr", 0, LATE, Suppressions.NONE);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
        assertThat(outcome.message())
                .startsWith(
                        "LEAK  CloserLookIT: heap grows 208 B per request (95 % 208–208) that nothing"
                                + " points to, allowed 0\n")
                .contains("core.");
        RunDocument run = run();
        assertThat(run.rounds()).as("no plateau is waited for").hasSize(ROUNDS + 1);
        assertThat(run.findings())
                .filteredOn(each -> "unreachable".equals(each.reachability()))
                .extracting(FindingInfo::type, FindingInfo::grown)
                .containsExactly(tuple("(anonymous namespace)::Request", requests(run)));
    }

    @Test
    void growthThatHasNotSettledNamesWhoHoldsIt() throws IOException {
        CheckOutcome outcome = check("/f", 0, LATE, Suppressions.NONE);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(outcome.message())
                .containsPattern(
                        "^INCONCLUSIVE  CloserLookIT: heap has not settled: .* B per request \\(95 % .*\\),"
                                + " held by g_cache(\\+0x[0-9a-f]+)? \\(keeper-\\S+ \\+0x[0-9a-f]+\\); raise"
                                + " warmUp")
                .contains("held by  g_cache");
        assertThat(run().capture()).as("nothing is kept of what may be fine").isNull();
        assertThat(run().rounds()).as("it was waited for").hasSize(4 * ROUNDS + 1);
    }

    @Test
    void aCacheWhosePointersNobodySeesIsNoLeak() {
        CheckOutcome outcome = check("/h", 0, LATE, Suppressions.NONE);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/f", "/h"})
    void aCacheThatFillsIsClean(String path) {
        CheckOutcome outcome = check(path, 0, SOON, Suppressions.NONE);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.CLEAN);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource({
        "/r, TYPE, *::Request, (anonymous namespace)::Request in heap",
        "/s, HOLDER, g_sessions, (anonymous namespace)::Session in heap",
        "/r, MODULE, keeper-*, (anonymous namespace)::Request in heap",
    })
    void objectsThatAreKnownDoNotFailAndAreListed(
            String path, By by, String pattern, String covered) throws IOException {
        CheckOutcome outcome = check(path, 0, SOON, known(by, pattern));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.CLEAN);
        assertThat(outcome.message())
                .contains("not counted: 1 suppression (")
                .contains(covered)
                .contains(": it is known, until 2027-01-31)");
        RunDocument run = run();
        SuppressionInfo suppression = run.suppressions().get(0);
        assertThat(suppression.of()).isEqualTo(by.key());
        assertThat(suppression.state()).isEqualTo("used");
        assertThat(suppression.suppressed()).contains(covered);
        assertThat(run.findings())
                .isNotEmpty()
                .extracting(FindingInfo::suppressed)
                .containsOnly("it is known");
        assertThat(run.capture()).as("nothing is kept of what is known").isNull();
        assertThat(folder).isDirectoryNotContaining("glob:**/core.*");
    }

    @Test
    void whatIsLeftInTheSameRegionStillFailsWithItsOwnFigure() throws IOException {
        CheckOutcome outcome = check("/ro", 0, SOON, known(By.TYPE, "*::Request"));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
        assertThat(outcome.message())
                .startsWith(
                        "LEAK  CloserLookIT: heap grows 416 B per request (95 % 416–416), allowed 0")
                .contains("not counted: 1 suppression ((anonymous namespace)::Request in heap");
        assertThat(run().findings())
                .extracting(FindingInfo::chunkSize, FindingInfo::suppressed)
                .containsExactlyInAnyOrder(
                        tuple(304L, null), tuple(208L, "it is known"), tuple(112L, null));
    }

    @Test
    void aSuppressionThatCoversNoneOfTheObjectsIsNamed() throws IOException {
        CheckOutcome outcome = check("/r", 0, SOON, known(By.TYPE, "*::Order"));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
        assertThat(outcome.message())
                .contains(
                        "unused: the suppression of type \"*::Order\" (it is known) covers none of the"
                                + " objects here");
        assertThat(run().suppressions()).extracting(SuppressionInfo::state).containsOnly("unused");
    }

    @Test
    void objectsOfAllWorkersOfARoleAreCountedTogether() throws IOException {
        CheckOutcome outcome = check("/r", 2, SOON, Suppressions.NONE);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
        FindingInfo finding = run().findings().get(0);
        assertThat(finding.type()).isEqualTo("(anonymous namespace)::Request");
        assertThat(finding.region()).isEqualTo("worker: heap");
        assertThat(finding.processes()).isEqualTo(2);
        assertThat(finding.threads()).containsExactly("worker", "worker");
        assertThat(Objects.requireNonNull(finding.perRequest())).isCloseTo(1, within(0.01));
        assertThat(outcome.message()).contains("worker: heap of 2 processes, threads worker ×2");
    }

    private static Suppressions known(By by, String pattern) {
        return Suppressions.on(
                TODAY,
                List.of(
                        new Suppression(
                                by, pattern, "CloserLookIT", "it is known", "a team", TODAY)));
    }

    private CheckOutcome check(String path, int workers, String tau, Suppressions known) {
        NativeService service =
                NativeService.command(
                                NativePrograms.build("keeper.cpp").toString(),
                                "${port}",
                                Integer.toString(workers),
                                tau)
                        .readyWhenListening()
                        .build();
        CheckPlan plan =
                new CheckPlan(
                        20,
                        ROUNDS,
                        REQUESTS,
                        2,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(10),
                        BytesPerRequest.ZERO);
        return new LeakChecker(
                        new CheckId("CloserLookIT", "check()", "CloserLookIT"),
                        service,
                        plan,
                        List.of(),
                        folder)
                .suppressing(known)
                .check(load -> load.get(path));
    }

    private RunDocument run() throws IOException {
        return RunJson.read(folder.resolve(RunJson.FILE_NAME));
    }

    private static long requests(RunDocument run) {
        return run.rounds().stream().skip(1).mapToLong(RoundInfo::requests).sum();
    }
}
