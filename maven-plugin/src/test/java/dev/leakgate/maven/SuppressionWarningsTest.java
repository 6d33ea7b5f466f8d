package dev.leakgate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.report.RunDocument;
import dev.leakgate.report.SuppressionInfo;
import dev.leakgate.report.SuppressionWarnings;
import dev.leakgate.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionWarningsTest {

    @Test
    void warnsOnceOfWhatNoCheckNeeds() {
        List<RunDocument> documents = List.of(run("unused"), run("unused"));

        assertThat(SuppressionWarnings.of(documents, true))
                .containsExactly(
                        "unused: nothing grows that the suppression of \"heap\" covers; remove it");
    }

    @Test
    void keepsStillWhenOneCheckNeedsIt() {
        assertThat(SuppressionWarnings.of(List.of(run("unused"), run("used")), true)).isEmpty();
    }

    @Test
    void keepsStillWhenACheckThatMayNeedItDidNotRun() {
        assertThat(SuppressionWarnings.of(List.of(run("unused")), false)).isEmpty();
    }

    @Test
    void warnsOnceOfWhatHasExpired() {
        assertThat(SuppressionWarnings.of(List.of(run("expired"), run("expired")), false))
                .containsExactly(
                        "expired: the suppression of \"heap\" (a reason, an owner) ended with"
                                + " 2026-02-28; mend the growth, or agree on a new date");
    }

    private static RunDocument run(String state) {
        return Results.document(
                Checks.named("GatewayIT", "leak"),
                Verdict.CLEAN,
                Instant.EPOCH,
                List.of(
                        new SuppressionInfo(
                                null,
                                "heap",
                                null,
                                "a reason",
                                "an owner",
                                "2026-02-28",
                                state,
                                0,
                                List.of())));
    }
}
