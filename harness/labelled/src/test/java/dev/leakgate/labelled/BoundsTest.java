package dev.leakgate.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoundsTest {

    @Test
    void noneOfThreeHundredIsAtMostOneInEighty() {
        Bounds none = Bounds.of(0, 300);
        assertThat(none.low()).isZero();
        // The bound has a closed form here: 1 - (0.05 / 2)^(1/n).
        assertThat(none.high()).isCloseTo(1 - Math.pow(0.025, 1 / 300.0), within(1e-6));
    }

    @Test
    void allOfThreeHundredMirrorsNone() {
        Bounds all = Bounds.of(300, 300);
        assertThat(all.high()).isEqualTo(1);
        assertThat(all.low()).isCloseTo(Math.pow(0.025, 1 / 300.0), within(1e-6));
        assertThat(all).hasToString("300 of 300, 100.0 % (98.8–100.0)");
    }

    @Test
    void noRunsTellNothing() {
        assertThat(Bounds.of(0, 0)).hasToString("none");
        assertThat(Bounds.of(0, 0).high()).isEqualTo(1);
    }
}
