package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.leakgate.junit.faulty.Faulty;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.Event;

/** What is written wrongly fails when it runs, with a line that says what to write. */
class InvalidCheckTest {

    private static final String EXAMPLE =
            "@ServiceUnderTest static final NativeService service = NativeService.command(";

    private final Path output;

    InvalidCheckTest(@TempDir Path output) {
        this.output = output;
    }

    @Test
    void twoServicesAreNamedBoth() {
        assertThat(only(Faulty.TwoServices.class))
                .startsWith("Faulty.TwoServices has 2 fields with @ServiceUnderTest")
                .contains("Faulty.TwoServices.first")
                .contains("Faulty.TwoServices.second")
                .contains("keep one");
    }

    @Test
    void noServiceShowsTheLineToWrite() {
        assertThat(only(Faulty.NoService.class))
                .startsWith("Faulty.NoService has no field with @ServiceUnderTest; add the line")
                .contains(EXAMPLE);
    }

    @Test
    void aServiceThatIsNullShowsTheLineToWrite() {
        assertThat(only(Faulty.NullService.class))
                .contains("Faulty.NullService.service: the field is null")
                .contains(EXAMPLE);
    }

    @Test
    void aServiceOfAnInstanceShowsTheLineToWrite() {
        assertThat(only(Faulty.InstanceService.class))
                .contains("Faulty.InstanceService.service: the field must be static")
                .contains(EXAMPLE);
    }

    @Test
    void aStaticInitializerThatThrowsIsSaidWithItsCause() {
        assertThat(only(Faulty.NotInitialized.class))
                .startsWith("Faulty.NotInitialized cannot be initialized: ")
                .contains("the service's command is empty");
    }

    @Test
    void aClassNeedsAConstructorWithoutParameters() {
        assertThat(only(Faulty.NoConstructor.class))
                .isEqualTo(
                        "Faulty.NoConstructor has no constructor without parameters, so no check"
                                + " of it can run; add one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noParameter",
                "twoParameters",
                "otherParameter",
                "returning",
                "isStatic",
                "isPrivate"
            })
    void anotherSignatureShowsBothWays(String method) {
        assertThat(failures(Faulty.Signatures.class).get(method))
                .startsWith("@LeakCheck on Faulty.Signatures." + method + "(")
                .contains("void " + method + "(LoadDriver load)")
                .contains("void " + method + "(LeakCheckRun run)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rounds | @LeakCheck on | rounds = 0 must be 5 or more",
                "requests | @LeakCheck on | requestsPerRound = 0 must be 1 or more",
                "timeCap | @LeakCheck on | timeCap = \"5 minutes\" is no duration",
                "timeCap | @LeakCheck on | as in \"5 min\"",
                "allowedGrowth | @LeakCheck on | allowedGrowth = \"16\" is no size: the unit is",
                "tags | @LeakCheck on | tags = \"two words\" is no tag",
                "total | @RegionBudget on | total = \"64 MiBs\" is no size: the unit \"MiBs\"",
                "total | @RegionBudget on | as in \"64 MiB\"",
                "growth | @RegionBudget on | growth = \"many\" is no size",
                "nothing | @RegionBudget on | it limits nothing",
                "max | @CountBudget on | max = -2 must be 0 or more",
                "countGrowth | @CountBudget on | growth = \"few\" is no count per request",
                "countNothing | @CountBudget on | it limits nothing; set max",
                "threadGrowth | @ThreadBudget on | growth = \"few\" is no count per request",
                "threadsNothing | @ThreadBudget on | it limits nothing; set max, as in max = 64",
                "suppressesNothing | @SuppressGrowth on | it names one of pattern, type, holder, module;"
                        + " set one, as in type = \"net::Session\"",
                "suppressesTwo | @SuppressGrowth on | and this has type and module; write one for each",
                "suppressesUntil | @SuppressGrowth on | expires = \"May\" is no date; write it as in",
                "suppressesWhy | @SuppressGrowth on | reason is empty; write it, as in reason = \"the"
            })
    void aWrongAttributeNamesItselfAndTheRightForm(String method, String place, String text) {
        assertThat(failures(Faulty.Attributes.class).get(method))
                .startsWith(place + " Faulty.Attributes." + method + ": ")
                .contains(text);
    }

    private String only(Class<?> testClass) {
        Map<String, String> failures = failures(testClass);
        assertThat(failures).hasSize(1);
        return failures.values().iterator().next();
    }

    private Map<String, String> failures(Class<?> testClass) {
        Engine engine = Engine.here();
        Map<String, String> failures = new HashMap<>();
        engine
                .kit()
                .selectors(selectClass(testClass))
                .configurationParameter("leakgate.outputDirectory", output.toString())
                .execute()
                .testEvents()
                .failed()
                .stream()
                .forEach(event -> failures.put(method(event), message(event)));
        assertThat(engine.calls).isEmpty();
        return failures;
    }

    private static String method(Event event) {
        return ((MethodSource) event.getTestDescriptor().getSource().orElseThrow()).getMethodName();
    }

    private static String message(Event event) {
        Throwable failure =
                event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
        assertThat(failure.getStackTrace()).isEmpty();
        return String.valueOf(failure.getMessage());
    }
}
