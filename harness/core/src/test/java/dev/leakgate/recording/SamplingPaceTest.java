package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingPaceTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, 500_000, 1_000_000, 40_000_000, 3_000_000_000L})
    void keepsSamplingAtOrBelowHalfAPercent(long costNanos) {
        long pause = new SamplingPace().pauseAfter(costNanos, costNanos);

        assertThat((double) costNanos / (costNanos + pause)).isLessThanOrEqualTo(0.005 + 1e-9);
    }

    @Test
    void restsNoLongerThanThatTakes() {
        assertThat(new SamplingPace().pauseAfter(40_000_000, 40_000_000))
                .isLessThan(8_000_000_000L);
    }

    @Test
    void restsLongerWhereTheSamplerWasHeldUpButNoMoreThanTwice() {
        SamplingPace pace = new SamplingPace();
        long unhindered = pace.pauseAfter(10_000_000, 9_000_000);

        assertThat(pace.pauseAfter(10_000_000, 10_000_000)).isEqualTo(unhindered);
        assertThat(pace.pauseAfter(10_000_000, 15_000_000)).isEqualTo(unhindered * 3 / 2);
        assertThat(pace.pauseAfter(10_000_000, 900_000_000)).isEqualTo(unhindered * 2);
    }

    @Test
    void slowsDownWhereSamplesCostNothing() {
        SamplingPace pace = new SamplingPace();
        long before = pace.pauseAfter(0, 0);
        pace.slower();

        assertThat(pace.pauseAfter(0, 0)).isEqualTo(2 * before);
    }
}
