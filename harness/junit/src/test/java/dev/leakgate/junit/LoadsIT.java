package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.junit.faulty.Loads;
import dev.leakgate.report.LoadInfo;
import dev.leakgate.report.LoadInfo.KindInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** A load of each shape reaches the service and run.json; one that is none says what to do. */
class LoadsIT {

    private final Path output;

    LoadsIT(@TempDir Path output) {
        this.output = output;
    }

    private LoadInfo clean(Class<?> testClass) throws IOException {
        assertThat(Real.failure(testClass, output)).isEmpty();
        return load();
    }

    private LoadInfo load() throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            Path file =
                    files.filter(path -> path.endsWith(RunJson.FILE_NAME))
                            .findFirst()
                            .orElseThrow();
            RunDocument run = RunJson.read(file);
            System.out.println(String.join("\n", run.message()));
            return Objects.requireNonNull(run.load());
        }
    }

    private AbstractThrowableAssert<?, ?> assertInconclusive(Class<?> testClass) {
        return assertThat(Real.failure(testClass, output).orElseThrow())
                .isInstanceOf(InconclusiveError.class);
    }

    @Test
    void aScheduleIsKeptAndTold() throws IOException {
        LoadInfo load = clean(Loads.Schedule.class);
        assertThat(load.model()).isEqualTo("open");
        assertThat(load.intendedRate()).isEqualTo(1000);
        assertThat(load.achievedRate()).isBetween(900.0, 1010.0);
    }

    @Test
    void aScheduleThatCannotBeKeptSaysWhatWasAchieved() {
        assertInconclusive(Loads.Collapse.class)
                .hasMessageContaining("the load collapsed: ")
                .hasMessageContaining(" requests per second were achieved of 1,000 intended")
                .hasMessageContaining(
                        "lower rate to what the service can take, or raise concurrency");
    }

    @Test
    void aMixOfKindsAndAbuseIsCounted() throws IOException {
        LoadInfo load = clean(Loads.Mixed.class);
        assertThat(load.connections()).isEqualTo("new each request");
        long rounds = load.requests() / 500;
        assertThat(load.kinds())
                .isEqualTo(
                        Map.of(
                                "known", new KindInfo(300 * rounds, 0),
                                "unknown", new KindInfo(100 * rounds, 0),
                                "aborted", new KindInfo(50 * rounds, 0),
                                "half-open", new KindInfo(50 * rounds, 0)));
        assertThat(load.abortedOnPurpose()).isEqualTo(100 * rounds);
        assertThat(load.failures()).isZero();
    }

    @Test
    void wrkSaysHowMuchItSentInItsTime() throws IOException {
        LoadInfo load = clean(Loads.Wrk.class);
        assertThat(load.tool()).isEqualTo("wrk");
        assertThat(load.version()).startsWith("4.");
        assertThat(load.requests()).isGreaterThan(500);
        assertThat(load.model()).isNull();
    }

    @Test
    void h2loadFindsTheLeakInEqualRounds() throws IOException {
        assertThat(Real.failure(Loads.H2load.class, output).orElseThrow())
                .isExactlyInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("LEAK");
        LoadInfo load = load();
        assertThat(load.tool()).isEqualTo("h2load");
        assertThat(load.requests()).isEqualTo(16_000);
    }

    @Test
    void aToolThatIsMissingSaysSo() {
        assertInconclusive(Loads.MissingTool.class)
                .hasMessageContaining("load tool not found: \"no-such-tool\"")
                .hasMessageContaining("install it");
    }

    @Test
    void aToolThatMustBeToldTheNumberOfRequestsSaysHow() {
        assertThat(Real.failure(Loads.UntoldTool.class, output).orElseThrow())
                .hasMessageContaining(
                        "must be told how many requests to send: write rounds(8, 5_000");
    }

    @Test
    void roundsThatAreNotEqualAreNotCompared() {
        assertInconclusive(Loads.UnequalTool.class)
                .hasMessageContaining("the rounds are not equal: the smallest had 10 requests, the")
                .hasMessageContaining("largest 1,000");
    }

    @Test
    void aMethodThatBlocksForEverIsLeftBehind() {
        assertInconclusive(Loads.Blocking.class)
                .hasMessageContaining(
                        "1 calls of the load method did not return within 400 ms while it was warmed"
                                + " up, after 499 requests; give what they wait for a time limit");
    }

    @Test
    void aServiceThatStopsAnsweringEndsTheRoundEarly() {
        assertInconclusive(Loads.Silent.class)
                .hasMessageContaining("requests failed, more than 1 %; the first: request ")
                .hasMessageContaining("no complete response from")
                .hasMessageContaining("within 200 ms");
    }
}
