package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTextTest {

    private static final String TEXT = "heap 1 MiB → 2 MiB (95 % 1,503–1,507), 4 × 5, rounds(…)";

    @Test
    void leavesTextAloneThatTheConsoleCanShow() {
        assertThat(ConsoleText.of(TEXT, StandardCharsets.UTF_8)).isSameAs(TEXT);
        assertThat(ConsoleText.of("plain", StandardCharsets.US_ASCII)).isEqualTo("plain");
    }

    @Test
    void writesInAsciiWhatTheConsoleCannotShow() {
        assertThat(ConsoleText.of(TEXT, StandardCharsets.US_ASCII))
                .isEqualTo("heap 1 MiB -> 2 MiB (95 % 1,503-1,507), 4 x 5, rounds(...)");
    }

    @Test
    void keepsTheSignsThatTheConsoleDoesHave() {
        assertThat(ConsoleText.of("größer – 4 × 5", StandardCharsets.ISO_8859_1))
                .isEqualTo("größer - 4 × 5");
    }

    @Test
    void showsTheCodeOfASignWithoutAnAsciiForm() {
        assertThat(ConsoleText.of("/srv/日", StandardCharsets.US_ASCII)).isEqualTo("/srv/\\u65e5");
    }
}
