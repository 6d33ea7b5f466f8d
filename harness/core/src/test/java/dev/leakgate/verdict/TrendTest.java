package dev.leakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void hasTheProbabilitiesOfThePublishedTables() {
        // Kendall, Rank Correlation Methods, appendix table 1: n = 8, S = 18: 0.016; n = 4, S = 6:
        // 0.042; n = 5, S = 8: 0.042; n = 10, S = 21: 0.036.
        assertThat(Trend.pFalling(new double[] {3184, 2112, 2084, 1556, 2280, 668, 840, 728}))
                .isCloseTo(0.016, within(0.0005));
        assertThat(Trend.pFalling(new double[] {4, 3, 2, 1})).isCloseTo(1 / 24.0, within(1e-12));
        assertThat(Trend.pFalling(new double[] {5, 4, 3, 1, 2}))
                .isCloseTo(5 / 120.0, within(1e-12));
        assertThat(Trend.pFalling(new double[] {1, 2, 3, 4, 5, 6, 7, 8})).isEqualTo(1);
    }

    @Test
    void seesNoTrendInTies() {
        assertThat(Trend.pFalling(new double[20])).isGreaterThan(0.5);
        assertThat(Trend.pFalling(new double[] {7, 0, 0, 0, 0, 0, 0, 0})).isGreaterThan(0.1);
    }

    @Test
    void isAProbabilityForLongRuns() {
        double[] falling = new double[200];
        double[] rising = new double[200];
        for (int i = 0; i < falling.length; i++) {
            falling[i] = -i;
            rising[i] = i;
        }
        assertThat(Trend.pFalling(falling)).isBetween(-1e-9, 1e-9);
        assertThat(Trend.pFalling(rising)).isCloseTo(1, within(1e-9));
    }
}
