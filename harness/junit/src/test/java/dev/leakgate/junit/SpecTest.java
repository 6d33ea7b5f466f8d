package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathResource;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUri;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.leakgate.junit.Engine.Call;
import dev.leakgate.junit.carriers.Carriers;
import dev.leakgate.units.BytesPerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.ClasspathResourceSource;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Finds and runs checks of spec files, by each selector that can name them. */
class SpecTest {

    private static final Path SPECS = Path.of("src/test/leakcheck");
    private static final Path TWO = SPECS.resolve("good/two.leakcheck.yaml");
    private static final String FILE_ID =
            "[engine:leakgate]/[file:src%2Ftest%2Fleakcheck%2Fgood%2F";

    private final Engine engine = Engine.here();
    private final Path directory;

    SpecTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void nameTheCommand() {
        System.setProperty("gateway.command", "target/native/gateway");
    }

    @AfterEach
    void forgetTheCommand() {
        System.clearProperty("gateway.command");
    }

    @Test
    void runsWhatAClassCarriesAsTestsOfTheClass() {
        EngineExecutionResults results = execute(selectClass(Carriers.Good.class));

        results.testEvents().assertStatistics(events -> events.started(2).succeeded(2).skipped(1));
        results.testEvents()
                .skipped()
                .assertEventsMatchExactly(
                        event(
                                test(),
                                displayName(
                                        "src/test/leakcheck/good/two.leakcheck.yaml: unknown"
                                                + " channel"),
                                skippedWithReason("until it is mended")));
        assertThat(engine.calls)
                .extracting(call -> call.id().testClass())
                .containsOnly(Carriers.Good.class.getName());
        assertThat(engine.calls)
                .extracting(call -> call.id().displayName())
                .containsOnly("Carriers.Good: known channel");
        assertThat(engine.calls)
                .extracting(call -> call.id().source())
                .containsExactly(
                        "src/test/leakcheck/good/deeper/one.leakcheck.yaml:2:5",
                        "src/test/leakcheck/good/two.leakcheck.yaml:3:5");
        // The name of the check is the same in both.
        assertThat(engine.calls).extracting(Call::directory).doesNotHaveDuplicates();
        TestDescriptor carrier = child(descriptor(selectClass(Carriers.Good.class)));
        assertThat(carrier.getSource())
                .contains((TestSource) ClassSource.from(Carriers.Good.class));
    }

    @Test
    void givesTheCheckWhatTheFileSays() {
        execute(selectFile(SPECS.resolve("good/deeper/one.leakcheck.yaml").toFile()));

        Call call = engine.calls.get(0);
        assertThat(call.service().command()).containsExactly("target/native/gateway");
        assertThat(call.settings().plan().detects()).isEqualTo(new BytesPerRequest(32));
        assertThat(call.settings().budgets()).hasSize(1);
        assertThat(call.body()).isInstanceOf(CheckBody.OfSpec.class);
        assertThat(call.id().testClass())
                .isEqualTo("src/test/leakcheck/good/deeper/one.leakcheck.yaml");
        assertThat(call.id().method()).isEqualTo("known channel");
    }

    @Test
    void findsAFileWithThePlaceOfEachCheck() {
        TestDescriptor file = child(descriptor(selectFile(TWO.toFile())));

        assertThat(file.getUniqueId()).hasToString(FILE_ID + "two.leakcheck.yaml]");
        assertThat(file.getChildren())
                .extracting(TestDescriptor::getDisplayName)
                .containsExactly("known channel", "unknown channel");
        TestSource source = child(file).getSource().orElseThrow();
        assertThat(source)
                .isInstanceOfSatisfying(
                        FileSource.class,
                        found -> {
                            assertThat(found.getFile()).isEqualTo(TWO.toFile().getAbsoluteFile());
                            assertThat(found.getPosition().orElseThrow().getLine()).isEqualTo(3);
                        });
    }

    @Test
    void findsTheCheckAtALine() {
        assertThat(names(selectFile(TWO.toString(), FilePosition.from(8))))
                .containsExactly("unknown channel");
        assertThat(names(selectFile(TWO.toString(), FilePosition.from(1))))
                .containsExactly("known channel");
    }

    @Test
    void findsAllFilesOfADirectory() {
        assertThat(names(selectDirectory(SPECS.resolve("good").toFile())))
                .containsExactly("known channel", "known channel", "unknown channel");
    }

    @Test
    void findsFilesAndDirectoriesByUri() {
        assertThat(names(selectUri(TWO.toUri()))).hasSize(2);
        assertThat(names(selectUri(URI.create(TWO.toUri() + "?line=7"))))
                .containsExactly("unknown channel");
        assertThat(names(selectUri(SPECS.resolve("good").toUri()))).hasSize(3);
    }

    @Test
    void findsResourcesByNameAndByUri() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] specs = {SPECS.resolve("good").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(specs, before)) {
            thread.setContextClassLoader(loader);
            TestDescriptor resource =
                    child(descriptor(selectClasspathResource("two.leakcheck.yaml")));
            assertThat(resource.getChildren()).hasSize(2);
            assertThat(child(resource).getSource().orElseThrow())
                    .isInstanceOf(ClasspathResourceSource.class);
            assertThat(names(selectUri("classpath:/two.leakcheck.yaml?line=6")))
                    .containsExactly("unknown channel");
            assertThat(names(selectUniqueId(child(resource).getUniqueId())))
                    .containsExactly("known channel");
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(names(selectClasspathResource("absent.leakcheck.yaml"))).isEmpty();
    }

    @Test
    void findsEachCheckByItsUniqueId() {
        for (DiscoverySelector selector :
                List.of(selectClass(Carriers.Good.class), selectFile(TWO.toFile()))) {
            for (TestDescriptor check : child(descriptor(selector)).getChildren()) {
                TestDescriptor again = descriptor(selectUniqueId(check.getUniqueId()));
                assertThat(again.getDescendants())
                        .extracting(TestDescriptor::getUniqueId)
                        .containsExactly(
                                check.getParent().orElseThrow().getUniqueId(), check.getUniqueId());
            }
        }
    }

    @Test
    void failsOneTestForAFileThatIsWrong() {
        execute(selectClass(Carriers.Broken.class))
                .testEvents()
                .finished()
                .assertEventsMatchExactly(
                        event(
                                test(),
                                displayName("src/test/leakcheck/broken/typo.leakcheck.yaml"),
                                finishedWithFailure(
                                        instanceOf(InvalidCheckException.class),
                                        message(
                                                "src/test/leakcheck/broken/typo.leakcheck.yaml:3:5:"
                                                        + " unknown key \"servise\" in a check; did you"
                                                        + " mean \"service\"? Known are: name, tags,"
                                                        + " disabled, service, load, rounds,"
                                                        + " budgets, suppressions, site, onLeak,"
                                                        + " onCrash, keepCore, capture"))));
    }

    @Test
    void failsWhenAClassCarriesNothing() {
        execute(selectClass(Carriers.Nowhere.class))
                .testEvents()
                .finished()
                .assertEventsMatchExactly(
                        event(
                                test(),
                                finishedWithFailure(
                                        message(
                                                text ->
                                                        text.startsWith(
                                                                        "@LeakCheckSpecs on"
                                                                                + " Carriers.Nowhere: ")
                                                                && text.contains(
                                                                        "does not exist")))));
    }

    @Test
    void failsForAPlaceholderWithoutAValue() {
        System.clearProperty("gateway.command");
        execute(selectFile(SPECS.resolve("good/deeper/one.leakcheck.yaml").toFile()))
                .testEvents()
                .finished()
                .assertEventsMatchExactly(
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(InvalidCheckException.class),
                                        message(
                                                text ->
                                                        text.contains(
                                                                "one.leakcheck.yaml:3:25:"
                                                                        + " ${gateway.command} has no"
                                                                        + " value")))));
    }

    @Test
    void leavesOtherFilesToOtherEngines() {
        assertThat(names(selectFile("pom.xml"))).isEmpty();
        assertThat(names(selectDirectory("src/main"))).isEmpty();
        assertThat(names(selectUri("https://example.com/a.leakcheck.yaml"))).isEmpty();
    }

    private EngineExecutionResults execute(DiscoverySelector selector) {
        return engine.kit()
                .configurationParameter(
                        Constants.OUTPUT_DIRECTORY_PROPERTY_NAME, directory.toString())
                .selectors(selector)
                .execute();
    }

    private TestDescriptor descriptor(DiscoverySelector selector) {
        return engine.kit().selectors(selector).discover().getEngineDescriptor();
    }

    private List<String> names(DiscoverySelector selector) {
        return descriptor(selector).getDescendants().stream()
                .filter(TestDescriptor::isTest)
                .map(TestDescriptor::getDisplayName)
                .toList();
    }

    private static TestDescriptor child(TestDescriptor parent) {
        @Nullable TestDescriptor first = parent.getChildren().stream().findFirst().orElse(null);
        return Objects.requireNonNull(first, () -> parent + " has no child");
    }
}
