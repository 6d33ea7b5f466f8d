package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import dev.leakgate.check.CheckPlan;
import dev.leakgate.junit.faulty.Throwing;
import dev.leakgate.junit.samples.BothWays;
import dev.leakgate.junit.samples.Nesting;
import dev.leakgate.junit.samples.deeper.BesideJupiter;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import org.opentest4j.AssertionFailedError;

class ExecutionTest {

    private final Path output;

    ExecutionTest(@TempDir Path output) {
        this.output = output;
    }

    @Test
    void aCleanCheckPasses() {
        Engine engine = Engine.here();
        int before = BothWays.INSTANCES.get();

        execute(engine, BothWays.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(3).succeeded(3).skipped(0));

        assertThat(engine.calls)
                .extracting(call -> call.id().displayName())
                .containsExactlyInAnyOrder(
                        "BothWays.perRequest", "BothWays.ownRounds", "BothWays.everythingSet");
        assertThat(BothWays.INSTANCES.get() - before).isEqualTo(3);
    }

    @Test
    void theDefaultsAreThoseThatTheAnnotationStates() {
        Engine engine = Engine.here();

        execute(engine, perRequest());

        CheckSettings settings = engine.calls.get(0).settings();
        assertThat(settings.plan())
                .isEqualTo(
                        new CheckPlan(
                                500,
                                8,
                                500,
                                4,
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(10),
                                BytesPerRequest.ZERO));
        assertThat(settings.budgets()).isEmpty();
        assertThat(engine.calls.get(0).service().command()).containsExactly("/bin/sleep", "60");
    }

    @Test
    void attributesAndBudgetsReachTheCheck() {
        Engine engine = Engine.here();

        execute(engine, selectMethod(BothWays.class, "everythingSet", LoadDriver.class));

        CheckSettings settings = engine.calls.get(0).settings();
        assertThat(settings.plan())
                .isEqualTo(
                        new CheckPlan(
                                1,
                                5,
                                3,
                                2,
                                Duration.ofMinutes(1),
                                Duration.ofMillis(250),
                                new BytesPerRequest(1536),
                                new BytesPerRequest(2048)));
        assertThat(settings.budgets())
                .containsExactly(
                        new dev.leakgate.check.RegionBudget(
                                RegionKind.HEAP, ByteSize.ofMebibytes(64), new BytesPerRequest(16)),
                        new dev.leakgate.check.RegionBudget(
                                RegionKind.STACKS, ByteSize.ofBytes(1_000_000_000), null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"LEAK", "OVER_BUDGET"})
    void aLeakFailsWithTheMessageAndNoStackTrace(Verdict verdict) {
        EngineExecutionResults results =
                execute(Engine.here().withOutcome(verdict, "LEAK heap grows"), BothWays.class);

        results.testEvents().assertStatistics(stats -> stats.failed(3));
        for (Event event : results.testEvents().failed().list()) {
            Throwable failure = thrown(event);
            assertThat(failure)
                    .isExactlyInstanceOf(AssertionFailedError.class)
                    .hasMessage("LEAK heap grows");
            assertThat(failure.getStackTrace()).isEmpty();
        }
    }

    @Test
    void aCrashFailsWithAnotherExceptionThanALeak() {
        execute(Engine.here().withOutcome(Verdict.CRASHED, "CRASHED by SIGSEGV"), BothWays.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        3,
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(ServiceCrashedException.class),
                                        message("CRASHED by SIGSEGV"))));
    }

    @Test
    void aCheckThatCouldNotTellFails() {
        execute(inconclusive(), BothWays.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        3,
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(InconclusiveError.class),
                                        message("INCONCLUSIVE too noisy; send more"))));
    }

    @Test
    void aCheckThatCouldNotTellAbortsWhereTheBuildSaysSo() {
        Engine engine = inconclusive();

        execute(onInconclusive(engine, "abort"))
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                abortedWithReason(message("INCONCLUSIVE too noisy; send more"))));
    }

    @Test
    void aWrongConfigurationFailsAndListsTheRightValues() {
        Engine engine = Engine.here();

        execute(onInconclusive(engine, "Ignore"))
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        message(
                                                "leakgate.onInconclusive = \"Ignore\" must be"
                                                        + " \"fail\", which is the default, or"
                                                        + " \"abort\""))));
        assertThat(engine.calls).isEmpty();
    }

    @Test
    void anOutputDirectoryThatIsAFileFails() throws IOException {
        Path file = Files.createFile(output.resolve("taken"));

        EngineExecutionResults results =
                Engine.here()
                        .kit()
                        .selectors(perRequest())
                        .configurationParameter("leakgate.outputDirectory", file.toString())
                        .execute();

        assertThat(thrown(results.testEvents().failed().list().get(0)))
                .hasMessageStartingWith("leakgate.outputDirectory = \"" + file)
                .hasMessageContaining("is a file");
    }

    @Test
    void whatOwnRoundsThrowFailsACleanCheck() {
        execute(Engine.here(), Throwing.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(AssertionError.class),
                                        message("not what I expected"))));
    }

    @Test
    void whatOwnRoundsThrowStandsBehindTheVerdict() {
        execute(Engine.here().withOutcome(Verdict.LEAK, "LEAK heap grows"), Throwing.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        message("LEAK heap grows"),
                                        suppressed(0, message("not what I expected")))));
    }

    @Test
    void innerClassesHaveTheInstancesAroundThem() {
        Engine engine = Engine.here();

        execute(engine, Nesting.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(2).skipped(1));

        assertThat(engine.calls)
                .extracting(call -> call.id().displayName())
                .containsExactlyInAnyOrder(
                        "Nesting.Inner.inside", "Nesting.Inner.Innermost.deepInside");
    }

    @Test
    void disabledChecksAreSkippedWithTheReason() {
        execute(Engine.here(), Nesting.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test(), skippedWithReason("until the cache has a bound")));
        execute(Engine.here(), BesideJupiter.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test(), skippedWithReason("not today")));
    }

    @Test
    void jupiterRunsItsTestsAndWeRunOurs() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(BesideJupiter.class))
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(1).succeeded(1));
        execute(Engine.here(), BesideJupiter.class)
                .testEvents()
                .assertStatistics(stats -> stats.started(1).succeeded(1).skipped(1));
    }

    @Test
    void aCancelledRunStartsNoFurtherCheck() {
        CancellationToken token = CancellationToken.create();
        Engine engine = Engine.here().whenRunning(token::cancel);

        execute(engine.kit().selectors(selectClass(BothWays.class)).cancellationToken(token))
                .testEvents()
                .assertStatistics(stats -> stats.started(1).skipped(2));
        assertThat(engine.calls).hasSize(1);
    }

    @Test
    void reportEntriesCarryTheVerdictAndTheWayToTheEvidence() {
        EngineExecutionResults results =
                execute(
                        Engine.here().withOutcome(Verdict.CLEAN, "CLEAN nothing grows\n  more"),
                        perRequest());

        ReportEntry entry =
                results.testEvents()
                        .reportingEntryPublished()
                        .list()
                        .get(0)
                        .getRequiredPayload(ReportEntry.class);
        assertThat(entry.getKeyValuePairs())
                .containsEntry("leakgate.verdict", "CLEAN")
                .containsEntry("leakgate.summary", "CLEAN nothing grows")
                .hasEntrySatisfying(
                        "leakgate.run",
                        path ->
                                assertThat(path)
                                        .startsWith(output.toString())
                                        .endsWith("run.json"));
    }

    @Test
    void fileEntriesAreThePageAndTheCore() {
        Engine engine = Engine.here();
        List<String> names = List.of("core.4711", "report.html", "run.json", "service.log");
        engine.whenRunning(
                () -> names.forEach(name -> write(engine.calls.get(0).directory().resolve(name))));

        EngineExecutionResults results = execute(engine, perRequest());

        List<FileEntry> files =
                results.testEvents().stream()
                        .filter(event -> event.getType() == EventType.FILE_ENTRY_PUBLISHED)
                        .map(event -> event.getRequiredPayload(FileEntry.class))
                        .toList();
        assertThat(files)
                .extracting(file -> file.getPath().getFileName().toString())
                .containsExactly("report.html", "core.4711");
        assertThat(files.get(0).getMediaType()).contains("text/html");
        assertThat(files.get(1).getMediaType()).contains("application/x-coredump");
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Mac OS X,aarch64,/proc file system",
        "Linux,aarch64,x86-64",
        "Windows 11,amd64,/proc file system"
    })
    void otherPlatformsFailWithOneLineThatSaysWhatIsMissing(
            String osName, String osArch, String missing) {
        Engine engine = Engine.on(osName, osArch);

        EngineExecutionResults results = execute(engine, BothWays.class);

        results.testEvents().assertStatistics(stats -> stats.failed(3));
        Throwable failure = thrown(results.testEvents().failed().list().get(0));
        assertThat(failure).hasMessageContaining(missing).hasMessageContaining("run the checks on");
        assertThat(failure.getMessage()).doesNotContain("\n");
        assertThat(failure.getStackTrace()).isEmpty();
        assertThat(engine.calls).isEmpty();
    }

    private static Engine inconclusive() {
        return Engine.here().withOutcome(Verdict.INCONCLUSIVE, "INCONCLUSIVE too noisy; send more");
    }

    private static EngineTestKit.Builder onInconclusive(Engine engine, String value) {
        return engine.kit()
                .selectors(perRequest())
                .configurationParameter(Constants.ON_INCONCLUSIVE_PROPERTY_NAME, value);
    }

    private EngineExecutionResults execute(Engine engine, Class<?> testClass) {
        return execute(engine, selectClass(testClass));
    }

    private EngineExecutionResults execute(Engine engine, DiscoverySelector selector) {
        return execute(engine.kit().selectors(selector));
    }

    private EngineExecutionResults execute(EngineTestKit.Builder kit) {
        return kit.configurationParameter("leakgate.outputDirectory", output.toString()).execute();
    }

    private static DiscoverySelector perRequest() {
        return selectMethod(BothWays.class, "perRequest", LoadDriver.class);
    }

    private static Throwable thrown(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
    }
}
