package dev.leakgate.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs classes whose checks are meant to fail by the engine as it is shipped. */
final class Real {

    private Real() {}

    /** Runs the one check of a class; returns what it failed with, nothing when it passed. */
    static Optional<Throwable> failure(Class<?> testClass, Path output) {
        return failure(testClass, output, Map.of());
    }

    /** Runs it with more configuration parameters. */
    static Optional<Throwable> failure(
            Class<?> testClass, Path output, Map<String, String> parameters) {
        Events tests =
                EngineTestKit.engine(LeakgateTestEngine.ENGINE_ID)
                        .selectors(selectClass(testClass))
                        .configurationParameters(parameters)
                        .configurationParameter(
                                Constants.OUTPUT_DIRECTORY_PROPERTY_NAME, output.toString())
                        .execute()
                        .testEvents();
        Event finished = tests.finished().list().get(0);
        return finished.getRequiredPayload(TestExecutionResult.class).getThrowable();
    }
}
