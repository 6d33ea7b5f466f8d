package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.leakgate.junit.faulty.Gateways;
import dev.leakgate.report.BudgetInfo;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.SuppressionInfo;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Suppressions let the gateway leak, for as long as they hold and for what they cover. */
class SuppressionsIT {

    private final Path directory;

    SuppressionsIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aLeakThatIsSuppressedPassesAndIsListedWithWhatItCovers() throws IOException {
        assertThat(failure(Gateways.Leaking.class, suppression("heap", "2999-12-31"))).isEmpty();

        RunDocument run = run();
        assertThat(run.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(run.message())
                .contains("  not counted: 1 suppression (it is known, until 2999-12-31)");
        assertThat(run.suppressions())
                .extracting(
                        SuppressionInfo::state, SuppressionInfo::count, SuppressionInfo::suppressed)
                .containsExactly(tuple("used", 1, List.of("heap")));
    }

    @Test
    void aSuppressionThatHasExpiredLetsNothingPassAndSaysSo() throws IOException {
        assertThat(failure(Gateways.Leaking.class, suppression("heap", "2020-01-31")).orElseThrow())
                .isExactlyInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("LEAK  Gateways.Leaking.unknownChannel: heap grows")
                .hasMessageContaining(
                        "expired: the suppression of \"heap\" (it is known, a team) ended with"
                                + " 2020-01-31; mend the growth, or agree on a new date");
        assertThat(run().suppressions()).extracting(SuppressionInfo::state).containsOnly("expired");
    }

    @Test
    void aSuppressionOfOtherGrowthLetsALeakFail() throws IOException {
        assertThat(failure(Gateways.Leaking.class, suppression("arenas of *", "2999-12-31")))
                .isPresent();
        assertThat(run().suppressions()).extracting(SuppressionInfo::state).containsOnly("unused");
    }

    @Test
    void objectsThatTheMethodCallsKnownDoNotFailIt() throws IOException {
        assertThat(Real.failure(Gateways.Known.class, directory.resolve("results"))).isEmpty();

        RunDocument run = run();
        assertThat(run.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(run.message())
                .contains(
                        "  not counted: 1 suppression (CommItopReq in heap: freed with the next"
                                + " release, until 2999-12-31)");
        assertThat(run.findings())
                .extracting(FindingInfo::type, FindingInfo::suppressed)
                .containsExactly(tuple("CommItopReq", "freed with the next release"));
        assertThat(run.budgets())
                .extracting(BudgetInfo::name, BudgetInfo::met)
                .containsExactly(tuple("threads max", true));
    }

    @Test
    void assertionsOnFindingsLookAtWhatIsKnownToo() throws IOException {
        assertThat(Real.failure(Gateways.Asserted.class, directory.resolve("results"))).isEmpty();
        assertThat(run().verdict()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void moreThreadsThanTheMethodAllowsFailIt() {
        assertThat(Real.failure(Gateways.TooManyThreads.class, directory.resolve("results")))
                .hasValueSatisfying(
                        failure ->
                                assertThat(failure)
                                        .hasMessageStartingWith(
                                                "OVER_BUDGET  Gateways.TooManyThreads.unknownChannel:"
                                                        + " threads max 1, allowed 0"));
    }

    private Optional<Throwable> failure(Class<?> testClass, String suppressions)
            throws IOException {
        Path file = directory.resolve("suppressions.yaml");
        Files.writeString(file, suppressions);
        return Real.failure(
                testClass,
                directory.resolve("results"),
                Map.of(Constants.SUPPRESSIONS_PROPERTY_NAME, file.toString()));
    }

    private static String suppression(String pattern, String expires) {
        return "suppressions: [{pattern: '"
                + pattern
                + "', reason: it is known, owner: a team, expires: "
                + expires
                + "}]";
    }

    private RunDocument run() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return RunJson.read(
                    files.filter(path -> path.endsWith(RunJson.FILE_NAME))
                            .findFirst()
                            .orElseThrow());
        }
    }
}
