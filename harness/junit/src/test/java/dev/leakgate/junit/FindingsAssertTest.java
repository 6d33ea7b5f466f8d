package dev.leakgate.junit;

import static dev.leakgate.junit.LeakgateAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leakgate.check.RunFindings;
import dev.leakgate.finding.Finding;
import dev.leakgate.finding.HolderStep;
import dev.leakgate.graph.Reachability;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Holds what assertions on findings say, and what they pass. */
class FindingsAssertTest {

    private static final Finding REQUEST =
            finding(RegionKind.HEAP, "CommItopReq", 1504, Reachability.DIRECT, 4000, List.of());
    private static final Finding SESSION =
            finding(
                    RegionKind.ARENAS,
                    "net::Session",
                    304,
                    Reachability.REACHABLE,
                    40,
                    List.of(
                            new HolderStep("gateway +0x40", "g_sessions", "", OptionalLong.of(0)),
                            new HolderStep("", "", "net::Session", OptionalLong.empty())));
    private static final RunFindings BOTH = new RunFindings(List.of(REQUEST, SESSION), List.of());
    private static final RunFindings UNKNOWN =
            new RunFindings(List.of(), List.of("which objects are in heap is not known: jemalloc"));

    @Test
    void whatIsThereIsFoundByEachOfItsNames() {
        assertThat(BOTH).ofType("CommItopReq").isNotEmpty();
        assertThat(BOTH).ofType("net::*").heldBy("g_sessions").isNotEmpty();
        assertThat(BOTH)
                .inRegion(RegionKind.HEAP)
                .unreachable()
                .perRequestIsCloseTo(1, within(0.001));
        assertThat(BOTH).perRequestIsCloseTo(1.01, within(0.001));
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(BOTH).ofType("CommItop").isEmpty();
        assertThat(BOTH).heldBy("g_cache").isEmpty();
        assertThat(BOTH).inRegion(RegionKind.STACKS).isEmpty();
        assertThat(BOTH).ofType("net::Session").unreachable().isEmpty();
    }

    @Test
    void objectsThatShouldNotBeThereAreShown() {
        assertFails(
                () -> assertThat(BOTH).as("requests").ofType("CommItopReq").isEmpty(),
                """
                [requests] objects that pile up, of type "CommItopReq": expected none, found
                  1  CommItopReq  4,000 grown (4,500 in all) × 1,504 B  unreachable  heap, thread gateway
                       advice""");
        assertFails(
                () -> assertThat(BOTH).heldBy("g_*").isEmpty(),
                """
                objects that pile up, held by "g_*": expected none, found
                  1  net::Session  40 grown (4,500 in all) × 304 B  reachable    arenas, thread gateway
                       held by  g_sessions (gateway +0x40) → net::Session
                       advice""");
    }

    @Test
    void objectsThatShouldBeThereAreMissed() {
        assertFails(
                () -> assertThat(BOTH).ofType("Gone").inRegion(RegionKind.HEAP).isNotEmpty(),
                "objects that pile up, of type \"Gone\", in heap: expected some, found none");
    }

    @Test
    void anotherRateIsSaidWithWhatItIsMadeOf() {
        assertFails(
                () -> assertThat(BOTH).ofType("CommItopReq").perRequestIsCloseTo(0.5, within(0.01)),
                """
                objects that pile up, of type "CommItopReq": 1 come with each request, expected 0.5 ± 0.01
                  1  CommItopReq  4,000 grown (4,500 in all) × 1,504 B  unreachable  heap, thread gateway
                       advice""");
    }

    @Test
    void whatCouldNotBeLookedIntoIsNotEmpty() {
        assertFails(
                () -> assertThat(UNKNOWN).ofType("CommItopReq").isEmpty(),
                """
                objects that pile up, of type "CommItopReq": could not tell
                  which objects are in heap is not known: jemalloc""");
        assertFails(
                () -> assertThat(UNKNOWN).isNotEmpty(),
                """
                objects that pile up: expected some, found none
                  which objects are in heap is not known: jemalloc""");
    }

    @Test
    void softAssertionsCollectWhatFailsAfterNarrowingDown() {
        assertThatThrownBy(
                        () ->
                                LeakgateSoftAssertions.assertSoftly(
                                        softly -> {
                                            softly.assertThat(BOTH).ofType("Comm*").isEmpty();
                                            softly.assertThat(BOTH).heldBy("g_*").isEmpty();
                                        }))
                .hasMessageContaining("of type \"Comm*\": expected none")
                .hasMessageContaining("held by \"g_*\": expected none");
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
    }

    private static Finding finding(
            RegionKind region,
            String type,
            long size,
            Reachability reachability,
            long grown,
            List<HolderStep> holder) {
        return new Finding(
                "f",
                new RegionKey("", region, ""),
                List.of("gateway"),
                reachability,
                Optional.of(type),
                List.of(),
                size,
                4500,
                new Finding.Grown(grown, 4000),
                holder,
                List.of(),
                Optional.empty(),
                "advice",
                1);
    }
}
