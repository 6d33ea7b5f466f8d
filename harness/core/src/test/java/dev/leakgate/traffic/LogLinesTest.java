package dev.leakgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLinesTest {

    private final Path log;

    LogLinesTest(@TempDir Path folder) {
        log = folder.resolve("access.log");
    }

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(log, "GET /before\nGET /cut");
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    @Test
    void countsWholeLinesThatCameSince() throws Exception {
        LogLines lines = new LogLines(log, null);
        assertThat(lines.read()).isZero();

        append(" off\nGET /a\nGET /b\nGET /ha");
        assertThat(lines.read()).isEqualTo(3);

        append("lf\n");
        assertThat(lines.read()).isEqualTo(4);
        assertThat(lines.read()).isEqualTo(4);
    }

    @Test
    void countsThoseThatMatch() throws Exception {
        LogLines lines = new LogLines(log, Pattern.compile("\" 200 "));
        append("\n\"GET /\" 200 5\n\"GET /\" 404 5\n\"GET /\" 200 7\n");

        assertThat(lines.read()).isEqualTo(2);
    }

    @Test
    void followsALogThatIsTruncatedAndOneThatIsRotated() throws Exception {
        LogLines lines = new LogLines(log, null);
        append("\nGET /1\n");
        assertThat(lines.read()).isEqualTo(2);

        Files.writeString(log, "GET /2\n");
        assertThat(lines.read()).isEqualTo(3);

        Files.move(log, log.resolveSibling("access.log.1"));
        Files.writeString(log, "GET /3\nGET /4 after a rotation\nGET /5\n");
        assertThat(lines.read()).isEqualTo(6);
    }

    @Test
    void countsALineThatIsLongerThanItKeeps() throws Exception {
        LogLines lines = new LogLines(log, Pattern.compile("^x"));
        append("\n" + "x".repeat(200_000) + "\nx\n");

        assertThat(lines.read()).isEqualTo(2);
    }

    @Test
    void saysThatThereIsNoLog() throws Exception {
        assertThatThrownBy(() -> new LogLines(log.resolveSibling("no"), null))
                .isInstanceOf(CounterException.class)
                .hasMessageContaining("name the log that the service writes now");
        LogLines lines = new LogLines(log, null);
        Files.delete(log);
        assertThatThrownBy(lines::read)
                .isInstanceOf(CounterException.class)
                .hasMessageStartingWith(log + " cannot be read");
    }
}
