package dev.leakgate.maven;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes executions of Surefire and Failsafe for tests. */
final class Runners {

    private Runners() {}

    static TestRunner failsafe() {
        return failsafe(filters(null, TestRunners.FAILSAFE_INCLUDES), null);
    }

    static TestRunner failsafe(TestFilters filters, @Nullable String skippedBy) {
        return new TestRunner(TestRunner.FAILSAFE, "3.6.1", "default", filters, skippedBy, false);
    }

    static TestRunner failsafeWithoutEngine() {
        return new TestRunner(
                TestRunner.FAILSAFE,
                "3.6.1",
                "default",
                filters(null, TestRunners.FAILSAFE_INCLUDES),
                null,
                true);
    }

    static TestRunner surefire(String version) {
        return new TestRunner(
                TestRunner.SUREFIRE,
                version,
                "default-test",
                filters(null, TestRunners.SUREFIRE_INCLUDES),
                null,
                false);
    }

    static TestFilters filters(@Nullable String test, List<String> includes) {
        return new TestFilters(test, includes, TestFilters.DEFAULT_EXCLUDES, TagExpressions.ALL);
    }
}
