package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {

    @ParameterizedTest
    @CsvSource({
        "GET /itop?a=1, GET /itop?a=1",
        "größer → 5 ×, größer → 5 ×",
        "'a\u0000b', a\\x00b",
        "'a\u001b[31m', a\\x1b[31m",
        "'a\u202etxt', a\\u202etxt",
        "'a\u2028b', a\\u2028b",
        "'a\ud800b', a\\ud800b",
        "'😀', 😀"
    })
    void writesOutWhatDoesNotShowItself(String text, String shown) {
        assertThat(VisibleText.of(text)).isEqualTo(shown);
    }

    @Test
    void keepsLines() {
        assertThat(VisibleText.of("a\n\tb")).isEqualTo("a\n\tb");
    }

    @Test
    void shortensBetweenSigns() {
        assertThat(VisibleText.begin("ab😀cd", 3)).isEqualTo("ab… (6 characters)");
        assertThat(VisibleText.begin("abc", 3)).isEqualTo("abc");
    }

    @Test
    void drawsALine() {
        assertThat(Sparkline.of(List.of(0L, 7L, 14L))).isEqualTo("▁▅█");
        assertThat(Sparkline.of(List.of(5L, 5L))).isEqualTo("▁▁");
        assertThat(Sparkline.of(List.of())).isEmpty();
    }
}
