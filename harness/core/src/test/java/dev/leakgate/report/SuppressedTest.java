package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressedTest {

    @Test
    void namesWhatIsNotCountedAndWhatHasExpired() {
        assertThat(
                        Suppressed.lines(
                                List.of(
                                        known("module libssl*", "libssl init", "used"),
                                        known("heap", "a cache", "unused"),
                                        known("stacks", "a pool", "expired"))))
                .containsExactly(
                        "not counted: 1 suppression (libssl init, until 2027-01-31)",
                        "expired: the suppression of \"stacks\" (a pool, team) ended with"
                                + " 2027-01-31; mend the growth, or agree on a new date");
    }

    @Test
    void countsSeveral() {
        assertThat(Suppressed.lines(List.of(known("a", "one", "used"), known("b", "two", "used"))))
                .containsExactly(
                        "not counted: 2 suppressions (one, until 2027-01-31; two, until"
                                + " 2027-01-31)");
    }

    @Test
    void isSilentWithoutAny() {
        assertThat(Suppressed.lines(List.of())).isEmpty();
    }

    private static SuppressionInfo known(String pattern, String reason, String state) {
        return new SuppressionInfo(
                pattern, null, reason, "team", "2027-01-31", state, 0, List.of());
    }
}
