package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.load.LoadShape;
import dev.leakgate.service.NativeService;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose processes are replaced while it is measured is never called clean. */
class RestartsIT {

    private static final int WARM_UP = 100;
    private static final int REQUESTS = 100;

    private final Path folder;

    RestartsIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aServiceThatItsSupervisorRestartsIsInconclusiveAndNamesBothProcesses() {
        // The service ends with the 351st request, in round 3.
        CheckOutcome outcome = check(1, WARM_UP + 2 * REQUESTS + 50, "exit");

        assertThat(outcome.message())
                .containsPattern(
                        "^INCONCLUSIVE  RestartsIT: process \\d+ \\(worker\\) was replaced by \\d+ in"
                                + " round 3, and 1 more later; the service restarts itself, or");
    }

    @Test
    void aWorkerThatCrashedAndWasReplacedIsNotPassedOver() {
        CheckOutcome outcome = check(2, 400, "crash");

        assertThat(outcome.message())
                .containsPattern(
                        "^INCONCLUSIVE  RestartsIT: process \\d+ \\(worker\\) was replaced by \\d+ in"
                                + " round ");
    }

    @Test
    void processesThatStayAreFine() {
        CheckOutcome outcome = check(2, 0, "exit");

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.CLEAN);
    }

    private CheckOutcome check(int workers, int requestsOfAWorker, String how) {
        NativeService service =
                NativeService.command(
                                NativePrograms.build("supervised.c").toString(),
                                "${port}",
                                Integer.toString(workers),
                                Integer.toString(requestsOfAWorker),
                                how)
                        .readyWhenListening()
                        .build();
        CheckPlan plan =
                new CheckPlan(
                        WARM_UP,
                        8,
                        REQUESTS,
                        2,
                        LoadShape.CLOSED,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5),
                        BytesPerRequest.ZERO,
                        null);
        CheckId id = new CheckId("RestartsIT", "check()", "RestartsIT");
        return new LeakChecker(id, service, plan, List.of(), folder).check(load -> load.get("/"));
    }
}
