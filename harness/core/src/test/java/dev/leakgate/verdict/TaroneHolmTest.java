package dev.leakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TaroneHolmTest {

    /**
     * By hand: at k = 1 two tests reach 0.05, more than one; at k = 2 the same two reach 0.025, so
     * K = 2. 0.02 is under 0.05/2. Of those that are left one reaches 0.05, so K = 1, and 0.04 is
     * under it. Holm without Tarone would hold 0.02 against 0.05/4 and reject nothing.
     */
    @Test
    void countsOnlyTheTestsThatCouldReachTheLevel() {
        TaroneHolm tests =
                new TaroneHolm(
                        new double[] {0.04, 0.3, 0.02, 1},
                        new double[] {0.001, 0.2, 0.001, 0.5},
                        0.05,
                        1);
        assertThat(tests.counted()).isEqualTo(2);
        assertThat(tests.rejected(2)).isTrue();
        assertThat(tests.level(2)).isEqualTo(0.025);
        assertThat(tests.rejected(0)).isTrue();
        assertThat(tests.level(0)).isEqualTo(0.05);
        assertThat(tests.rejected(1)).isFalse();
        assertThat(tests.rejected(3)).isFalse();
    }

    @Test
    void isHolmsWhereEveryTestCouldReachTheLevel() {
        double[] attainable = {0, 0, 0, 0};
        TaroneHolm tests =
                new TaroneHolm(new double[] {0.01, 0.04, 0.03, 0.005}, attainable, 0.05, 1);
        // 0.005 <= 0.05/4, 0.01 <= 0.05/3, 0.03 > 0.05/2.
        assertThat(tests.rejected(3)).isTrue();
        assertThat(tests.rejected(0)).isTrue();
        assertThat(tests.rejected(2)).isFalse();
        assertThat(tests.rejected(1)).isFalse();
    }

    @Test
    void holdsNoTestAgainstMoreThanTheSingleLevel() {
        TaroneHolm tests = new TaroneHolm(new double[] {0.02}, new double[] {0.001}, 0.05, 0.01);
        assertThat(tests.level(0)).isEqualTo(0.01);
        assertThat(tests.rejected(0)).isFalse();
    }

    @Test
    void letsEightRoundsCallTwelveSeriesGrowingAndNotThirteen() {
        double eightRounds = Math.scalb(1.0, -8);
        for (int series : new int[] {12, 13}) {
            double[] p = new double[series];
            Arrays.fill(p, eightRounds);
            TaroneHolm tests = new TaroneHolm(p, p, 0.05, 0.01);
            assertThat(tests.rejected(0)).isEqualTo(series == 12);
        }
    }
}
