package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressedTest {

    @Test
    void namesWhatIsNotCountedAndWhatHasExpired() {
        assertThat(
                        lines(
                                known("module libssl*", "libssl init", "used"),
                                known("heap", "a cache", "unused"),
                                known("stacks", "a pool", "expired")))
                .containsExactly(
                        "not counted: 1 suppression (libssl init, until 2027-01-31)",
                        "expired: the suppression of \"stacks\" (a pool, team) ended with"
                                + " 2027-01-31; mend the growth, or agree on a new date");
    }

    @Test
    void countsSeveral() {
        assertThat(lines(known("a", "one", "used"), known("b", "two", "used")))
                .containsExactly(
                        "not counted: 2 suppressions (one, until 2027-01-31; two, until"
                                + " 2027-01-31)");
    }

    @Test
    void namesTheObjectsThatAreKnown() {
        assertThat(
                        lines(
                                objects(
                                        "used",
                                        "CommItopReq in heap",
                                        "CommItopReq in arenas of handler")))
                .containsExactly(
                        "not counted: 1 suppression (CommItopReq in heap and CommItopReq in arenas of"
                                + " handler: the next release, until 2027-01-31)");
    }

    @Test
    void namesWhatCoversNoneOfTheObjectsThatThisCheckFound() {
        SuppressionInfo stale = objects("unused");

        assertThat(Suppressed.lines(List.of(stale), each -> true))
                .containsExactly(
                        "unused: the suppression of type \"CommItopReq\" (the next release) covers"
                                + " none of the objects here");
        assertThat(Suppressed.lines(List.of(stale), each -> false)).isEmpty();
    }

    @Test
    void isSilentWithoutAny() {
        assertThat(lines()).isEmpty();
    }

    private static List<String> lines(SuppressionInfo... suppressions) {
        return Suppressed.lines(List.of(suppressions), each -> true);
    }

    private static SuppressionInfo objects(String state, String... names) {
        return new SuppressionInfo(
                "type",
                "CommItopReq",
                null,
                "the next release",
                "team",
                "2027-01-31",
                state,
                names.length,
                List.of(names));
    }

    private static SuppressionInfo known(String pattern, String reason, String state) {
        return new SuppressionInfo(
                null, pattern, null, reason, "team", "2027-01-31", state, 0, List.of());
    }
}
