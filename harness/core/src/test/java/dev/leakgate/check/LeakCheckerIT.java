package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.load.LoadMethod;
import dev.leakgate.recording.MeasuringLock;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.ServiceInfo;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.ServiceException;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whole checks of a service that accepts connections and allocates nothing. */
class LeakCheckerIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final LoadMethod CONNECT =
            load -> {
                try (Socket socket =
                        new Socket(load.address().getAddress(), load.address().getPort())) {
                    assertThat(socket.isConnected()).isTrue();
                }
            };

    @TempDir Path folder;

    @Test
    void aServiceThatKeepsNothingIsCleanAndItsEvidenceIsThere() throws Exception {
        CheckOutcome outcome = checker(LONG).check(CONNECT);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.CLEAN);
        assertThat(outcome.thrown()).isNull();
        RunDocument run = written();
        assertThat(run.rounds()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(run.rounds().get(0).requests()).isEqualTo(20);
        assertThat(run.rounds().get(0).processes()).isEqualTo(3);
        assertThat(run.evidence())
                .containsExactly("report.html", "service.log", "first.smaps.gz", "last.smaps.gz");
        assertThat(String.join("\n", run.message())).isEqualTo(outcome.message());
        ServiceInfo service = Objects.requireNonNull(run.service());
        assertThat(service.command()).contains("stay");
        assertThat(ProcessHandle.of(Objects.requireNonNull(service.pid()))).isEmpty();
    }

    @Test
    void aMethodThatNeverReturnsIsInconclusiveAtTheTimeCap() throws Exception {
        CheckOutcome outcome =
                checker(Duration.ofSeconds(1)).check(load -> new CountDownLatch(1).await());

        assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(outcome.message())
                .startsWith("INCONCLUSIVE  A.b: the time cap of 1 s was reached while it was")
                .contains("raise timeCap");
        assertThat(written().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void ownRoundsThatNeverReturnAreInconclusiveAtTheTimeCap() {
        CheckOutcome outcome =
                checker(Duration.ofSeconds(1)).checkOwnRounds(run -> new CountDownLatch(1).await());

        assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(outcome.message()).contains("the time cap of 1 s was reached");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void ownRoundsThatMeasureNothingAreInconclusive() {
        CheckOutcome outcome = checker(LONG).checkOwnRounds(run -> run.warmUp(5, CONNECT));

        assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(outcome.message()).contains("measured no rounds; call run.rounds(");
    }

    @Test
    void ownRoundsThatCannotTellGoOnUntilTheyCan() throws Exception {
        // 5 rounds can show no leak at all, so that a run that is asked for one goes on.
        CheckPlan demanding =
                new CheckPlan(
                        0, 8, 20, 2, LONG, LONG, BytesPerRequest.ZERO, new BytesPerRequest(1e6));

        CheckOutcome outcome =
                checker(demanding)
                        .checkOwnRounds(run -> run.warmUp(20, CONNECT).rounds(5, 20, CONNECT));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.CLEAN);
        assertThat(written().rounds()).hasSizeGreaterThan(6).hasSizeLessThanOrEqualTo(21);
    }

    @Test
    void anAssertionAfterCleanRoundsIsKeptBesideTheVerdict() {
        AssertionError assertion = new AssertionError("stacks reach 5 MiB");

        CheckOutcome outcome =
                checker(LONG)
                        .checkOwnRounds(
                                run -> {
                                    run.warmUp(20, CONNECT).rounds(5, 20, CONNECT);
                                    throw assertion;
                                });

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.OVER_BUDGET);
        assertThat(outcome.message()).startsWith("OVER_BUDGET  A.b: stacks reach 5 MiB");
        assertThat(outcome.thrown()).isSameAs(assertion);
    }

    @Test
    void roundsAfterTheRoundsAreRefused() {
        CheckOutcome outcome =
                checker(LONG)
                        .checkOwnRounds(run -> run.rounds(5, 20, CONNECT).rounds(5, 20, CONNECT));

        assertThat(outcome.thrown()).isInstanceOf(IllegalStateException.class);
        assertThat(outcome.message()).contains("one run measures rounds of one size");
    }

    @Test
    void aServiceThatDoesNotStartLeavesAResultAndTheException() throws Exception {
        LeakChecker checker =
                new LeakChecker(
                        new CheckId("A", "b()", "A.b"),
                        NativeService.command(folder + "/none", "${port}").build(),
                        plan(LONG),
                        List.of(),
                        folder);

        assertThatThrownBy(() -> checker.check(CONNECT)).isInstanceOf(ServiceException.class);
        assertThat(written().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(written().firstLine()).contains("command not found: " + folder + "/none");
    }

    @Test
    void aMissingCommandDoesNotWaitForOtherChecks() throws Exception {
        LeakChecker checker =
                new LeakChecker(
                        new CheckId("A", "b()", "A.b"),
                        NativeService.command(folder + "/none").build(),
                        plan(LONG),
                        List.of(),
                        folder);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (MeasuringLock lock = MeasuringLock.acquire(Duration.ofMinutes(10))) {
            assertThat(lock).isNotNull();
            Future<CheckOutcome> check = other.submit(() -> checker.check(CONNECT));

            assertThatThrownBy(() -> check.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ServiceException.class)
                    .hasMessageContaining("command not found: " + folder + "/none");
        } finally {
            other.shutdownNow();
        }
    }

    private RunDocument written() throws IOException {
        return RunJson.read(folder.resolve(RunJson.FILE_NAME));
    }

    private LeakChecker checker(Duration timeCap) {
        return checker(plan(timeCap));
    }

    private LeakChecker checker(CheckPlan plan) {
        return new LeakChecker(
                new CheckId("A", "b()", "A.b"),
                NativeService.command(
                                NativePrograms.build("daemon.c").toString(), "${port}", "stay")
                        .build(),
                plan,
                List.of(),
                folder);
    }

    private static CheckPlan plan(Duration timeCap) {
        return new CheckPlan(20, 5, 20, 2, timeCap, LONG, BytesPerRequest.ZERO);
    }
}
