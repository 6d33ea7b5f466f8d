package dev.leakgate.check;

import static dev.leakgate.check.Recordings.HEAP;
import static dev.leakgate.check.Recordings.rising;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.finding.Finding;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds when objects that nothing points to are surely lost by the requests. */
class LostObjectsTest {

    private static final long[] FILLS = {0, 900, 1500, 1900, 2150, 2300, 2400, 2460, 2490};

    @Test
    void whatIsLostWithEachRoundIsALeakBesideACacheThatFills() {
        assertThat(
                        lost(
                                Map.of(208L, rising(20, 500), 4112L, FILLS),
                                MadeFindings.lost(HEAP, "Request", 208, 4020, 4000),
                                MadeFindings.held(HEAP, "Entry", 4112, 2490, 2490, "g_cache")))
                .extracting(SeriesGrowth::toString)
                .containsExactly("heap grows 208 B per request (95 % 208–208)");
    }

    @Test
    void whatWasLostAtTheStartIsNotTakenForEntriesOfItsSize() {
        // 4,000 of the size were lost before the first round; a cache gains 4,000 since.
        assertThat(
                        lost(
                                Map.of(208L, rising(4000, 500)),
                                MadeFindings.lost(HEAP, "Request", 208, 4000, 4000),
                                MadeFindings.held(HEAP, "Entry", 208, 4000, 4000, "g_cache")))
                .isEmpty();
    }

    @Test
    void whatDiesDownIsNoLeakThoughNothingPointsToIt() {
        assertThat(lost(Map.of(4112L, FILLS), MadeFindings.lost(HEAP, "", 4112, 2490, 2490)))
                .isEmpty();
    }

    @Test
    void whatIsHeldIsNoLeakThoughItGrowsSteadily() {
        assertThat(
                        lost(
                                Map.of(208L, rising(20, 500)),
                                MadeFindings.held(HEAP, "Session", 208, 4020, 4000, "g_sessions")))
                .isEmpty();
    }

    private static List<SeriesGrowth> lost(Map<Long, long[]> counts, Finding... findings) {
        return LostObjects.of(
                Recordings.sized(counts), List.of(findings), List.of(HEAP), BytesPerRequest.ZERO);
    }
}
