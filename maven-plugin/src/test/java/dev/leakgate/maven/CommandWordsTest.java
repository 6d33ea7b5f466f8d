package dev.leakgate.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandWordsTest {

    @Test
    void partsWordsAtBlanksButNotWithinQuotes() {
        assertThat(CommandWords.of("  a\n\t--b='c  d' \"e 'f'\" '' "))
                .containsExactly("a", "--b=c  d", "e 'f'", "");
        assertThat(CommandWords.of(" ")).isEmpty();
    }

    @Test
    void refusesAQuoteThatIsNotClosed() {
        assertThatThrownBy(() -> CommandWords.of("a 'b"))
                .hasMessage("a quote (') is not closed: a 'b");
    }
}
