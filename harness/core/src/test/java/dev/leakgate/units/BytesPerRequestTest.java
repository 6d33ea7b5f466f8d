package dev.leakgate.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesPerRequestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16 B",
                "16B",
                " 16 B ",
                "16 B/request",
                "16 B / request",
                "16 B per request"
            })
    void readsARateWithAndWithoutItsRequest(String text) {
        assertThat(BytesPerRequest.parse(text)).isEqualTo(new BytesPerRequest(16));
    }

    @Test
    void readsLargerUnits() {
        assertThat(BytesPerRequest.parse("1.5 KiB per request").value()).isEqualTo(1536);
    }

    @Test
    void readsLessThanAByte() {
        assertThat(BytesPerRequest.parse("0.32 B").value()).isEqualTo(0.32);
    }

    @ParameterizedTest
    @CsvSource({"16, the unit is missing", "16 B per round, no number", "per request, no number"})
    void refusesWhatIsNoRate(String text, String cause) {
        assertThatThrownBy(() -> BytesPerRequest.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no size")
                .hasMessageContaining(cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 B per request",
                "-0.001 | 0 B per request",
                "0.16 | 0.16 B per request",
                "0.2 | 0.2 B per request",
                "26.94 | 26.9 B per request",
                "30 | 30 B per request",
                "100 | 100 B per request",
                "1503.6 | 1,504 B per request",
                "-12.5 | -12.5 B per request",
            })
    void printsAsManyDigitsAsMeanSomething(double value, String text) {
        assertThat(new BytesPerRequest(value)).hasToString(text);
    }

    @Test
    void isOrderedByGrowth() {
        assertThat(new BytesPerRequest(-1)).isLessThan(BytesPerRequest.ZERO);
        assertThat(BytesPerRequest.bytesPerRequest(16)).isGreaterThan(BytesPerRequest.ZERO);
    }
}
