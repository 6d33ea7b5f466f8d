package dev.leakgate.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"5 min,300000", "10s,10000", "250 ms,250", "1.5 h,5400000", "' 0 s ',0"})
    void readsANumberAndAUnit(String text, long millis) {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "min",
                "-1 s",
                "5 minutes",
                "5",
                "1e3 s",
                "99999999999 h",
                "999999999 h",
                "1,5 s"
            })
    void refusesWhatIsNoDurationAndShowsTheForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse(text))
                .withMessageStartingWith("\"" + text + "\" is no duration: ")
                .withMessageEndingWith("one of ms, s, min, h, as in \"5 min\"");
    }

    @Test
    void namesTheUnknownUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse("5 mins"))
                .withMessageContaining("the unit \"mins\" is unknown");
    }
}
