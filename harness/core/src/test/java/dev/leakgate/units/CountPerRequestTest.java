package dev.leakgate.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountPerRequestTest {

    @ParameterizedTest
    @CsvSource({"0.01, 0.01", "1, 1", "0.00123456, 0.00123", "20, 20", "0, 0", "-0.5, -0.5"})
    void printsThreeDigits(double value, String text) {
        assertThat(new CountPerRequest(value)).hasToString(text + " per request");
    }

    @Test
    void readsANumber() {
        assertThat(CountPerRequest.parse(" 0.01 ")).isEqualTo(new CountPerRequest(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "one", "1 B", "NaN", "1e999"})
    void refusesWhatIsNoCount(String text) {
        assertThatThrownBy(() -> CountPerRequest.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write a number such as \"0.01\"");
    }
}
