package dev.leakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.units.BytesPerRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Says when what nothing points to is a leak that need not be waited for. */
class LostGrowthTest {

    private static final int REQUESTS = 100;

    @Test
    void growthWithTheRoundsIsALeakAtItsRate() {
        Optional<SeriesGrowth> growth = growth(GrowthRules.LIVE, steady(9, 20_800));

        assertThat(growth.orElseThrow()).hasToString("heap grows 208 B per request (95 % 208–208)");
    }

    @Test
    void aFewRoundsTellNothing() {
        assertThat(growth(GrowthRules.LIVE, steady(7, 20_800))).isEmpty();
        assertThat(growth(GrowthRules.LIVE, steady(8, 20_800))).isPresent();
    }

    @Test
    void whatIsLostAtTheStartAloneIsNone() {
        assertThat(
                        growth(
                                GrowthRules.LIVE,
                                0,
                                30_000,
                                50_000,
                                64_000,
                                74_000,
                                82_000,
                                88_000,
                                92_000,
                                95_000))
                .isEmpty();
    }

    @Test
    void whatIsLostNowAndThenIsNoneYet() {
        assertThat(growth(GrowthRules.LIVE, 0, 0, 0, 9_000, 9_000, 9_000, 18_000, 18_000, 27_000))
                .isEmpty();
    }

    @Test
    void whatIsUnderTheFloorOrAllowedIsNone() {
        assertThat(growth(GrowthRules.LIVE, steady(9, 500))).isEmpty();
        assertThat(growth(GrowthRules.DEFAULT, steady(9, 8_000))).isEmpty();
        assertThat(growth(GrowthRules.LIVE.allowing(new BytesPerRequest(300)), steady(9, 20_800)))
                .isEmpty();
    }

    private static long[] steady(int levels, long perRound) {
        long[] steady = new long[levels];
        for (int i = 0; i < levels; i++) {
            steady[i] = i * perRound;
        }
        return steady;
    }

    private static Optional<SeriesGrowth> growth(GrowthRules rules, long... levels) {
        return LostGrowth.of(new GrowthSeries("heap", levels, REQUESTS), rules);
    }
}
