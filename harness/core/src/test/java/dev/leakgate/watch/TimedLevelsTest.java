package dev.leakgate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.verdict.GrowthSeries;
import org.junit.jupiter.api.Test;

class TimedLevelsTest {

    @Test
    void evensOutLooksThatCameLate() {
        TimedLevels times = new TimedLevels();
        for (long at : new long[] {0, 1000, 3000, 4000}) {
            times.add(at);
        }

        GrowthSeries series = times.series("a", new long[] {0, 10_000, 30_000, 40_000});

        assertThat(series.requestsPerRound()).isEqualTo(1333);
        for (int round = 1; round <= 3; round++) {
            assertThat(series.level(round) - series.level(round - 1)).isBetween(13_329L, 13_331L);
        }
    }

    @Test
    void putsFewerLevelsAtTheLastLooks() {
        TimedLevels times = new TimedLevels();
        for (long at : new long[] {0, 1, 2, 100, 200, 300}) {
            times.add(at);
        }

        assertThat(times.series("young", new long[] {5, 6, 7}).requestsPerRound()).isEqualTo(100);
    }
}
