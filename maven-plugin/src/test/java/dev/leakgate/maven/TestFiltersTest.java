package dev.leakgate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestFiltersTest {

    private static final DeclaredCheck LEAK = Checks.named("com.example.GatewayIT", "leak");
    private static final DeclaredCheck INNER = Checks.named("com.example.GatewayIT$Inner", "leak");

    @ParameterizedTest
    @CsvSource({
        "com.example.GatewayIT, true",
        "com.example.ITGateway, true",
        "com.example.GatewayITCase, true",
        "com.example.GatewayTest, false",
        "com.example.Gateway, false",
        "com.example.GatewayIT$Inner, true",
        "com.example.Gateway$InnerIT, false"
    })
    void followsTheDefaultsOfFailsafe(String className, boolean runs) {
        TestFilters filters = Runners.filters(null, TestRunners.FAILSAFE_INCLUDES);

        assertThat(filters.select(Checks.named(className, "leak"))).isEqualTo(runs);
    }

    @ParameterizedTest
    @CsvSource({
        "GatewayIT, true, true",
        "GatewayIT*, true, true",
        "GatewayIT#leak, true, false",
        "GatewayIT#other, false, false",
        "GatewayIT#le*, true, false",
        "com.example.GatewayIT, true, true",
        "OtherIT, false, false",
        "'OtherIT,GatewayIT#leak', true, false",
        "!GatewayIT, false, true",
        "#leak, true, true",
        "'%regex[.*Gateway.*]', true, true"
    })
    void followsTheCommandLine(String test, boolean runs, boolean innerRuns) {
        TestFilters filters = Runners.filters(test, List.of("**/Never.java"));

        assertThat(filters.select(LEAK)).isEqualTo(runs);
        assertThat(filters.select(INNER)).isEqualTo(innerRuns);
    }

    @Test
    void leavesOutWhatThePomExcludes() {
        TestFilters filters =
                new TestFilters(
                        null,
                        TestRunners.FAILSAFE_INCLUDES,
                        List.of("**/Gateway*"),
                        TagExpressions.ALL);

        assertThat(filters.select(LEAK)).isFalse();
        assertThat(filters.matchesName(LEAK)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, true",
                "slow, -, true",
                "fast, -, false",
                "'fast, slow', -, true",
                "slow & leak, -, true",
                "slow & !leak, -, false",
                "-, slow, false",
                "-, fast, true",
                "slow, leak, false"
            })
    void followsTagExpressions(
            @Nullable String groups, @Nullable String excludedGroups, boolean runs) {
        TestFilters filters =
                new TestFilters(
                        null,
                        TestRunners.FAILSAFE_INCLUDES,
                        List.of(),
                        TagExpressions.of(groups, excludedGroups));

        assertThat(filters.select(Checks.tagged("com.example.GatewayIT", "slow", "leak")))
                .isEqualTo(runs);
    }

    @Test
    void leavesChecksOfSpecFilesInWhateverMethodIsNamed() {
        TestFilters filters =
                new TestFilters(
                        "LeakSpecsIT#known*",
                        TestRunners.FAILSAFE_INCLUDES,
                        TestFilters.DEFAULT_EXCLUDES,
                        TagExpressions.ALL);

        assertThat(filters.select(Checks.ofSpec("LeakSpecsIT", null))).isTrue();
        assertThat(filters.select(Checks.ofSpec("OtherSpecsIT", null))).isFalse();
    }
}
