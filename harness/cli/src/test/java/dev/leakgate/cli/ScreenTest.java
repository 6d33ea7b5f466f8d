package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.linux.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final Optional<Terminal> WINDOW = Optional.of(new Terminal(10, 12));

    private final StringWriter out = new StringWriter();

    private Screen screen(Optional<Terminal> terminal, Map<String, String> environment) {
        return new Screen(new PrintWriter(out), () -> terminal, environment);
    }

    @Test
    void putsEachTextInThePlaceOfTheOneBefore() {
        Screen screen = screen(WINDOW, Map.of());

        screen.replace(List.of("one", "two"));
        screen.replace(List.of("three"));
        screen.print(List.of("end"));

        assertThat(out.toString())
                .isEqualTo(
                        "one\u001b[K\ntwo\u001b[K\n\u001b[J\u001b[2A\rthree\u001b[K\n\u001b[J"
                                + "\u001b[1A\r\u001b[Jend\n");
    }

    @Test
    void beginsAnewInAWindowOfAnotherSize() {
        Terminal[] window = {new Terminal(10, 12)};
        Screen screen = new Screen(new PrintWriter(out), () -> Optional.of(window[0]), Map.of());

        screen.replace(List.of("more than twelve signs"));
        window[0] = new Terminal(10, 20);
        screen.replace(List.of("more than twelve signs"));
        screen.replace(List.of("end"));

        assertThat(out.toString())
                .isEqualTo(
                        "more than tw\n\u001b[J"
                                + "\u001b[H\u001b[2Jmore than twelve sig\n\u001b[J"
                                + "\u001b[1A\rend\u001b[K\n\u001b[J");
    }

    @Test
    void keepsWithinTheWindow() {
        Screen screen = screen(WINDOW, Map.of());

        screen.replace(
                List.of("more than twelve signs", "1", "2", "3", "4", "5", "6", "7", "8", "9"));

        assertThat(out.toString())
                .startsWith("more than tw\n1\u001b[K\n")
                .endsWith("\n8\u001b[K\n\u001b[J");
    }

    @Test
    void showsNothingThatChangesWhereThereIsNoTerminal() {
        Screen screen = screen(Optional.empty(), Map.of());

        screen.replace(List.of("one"));
        screen.print(List.of("! end"));

        assertThat(out.toString()).isEqualTo("! end\n");
    }

    @Test
    void paintsALeakUnlessColoursAreRefused() {
        screen(WINDOW, Map.of()).print(List.of("! leak"));
        screen(WINDOW, Map.of("NO_COLOR", "1")).print(List.of("! leak"));
        screen(WINDOW, Map.of("TERM", "dumb")).print(List.of("! leak"));

        assertThat(out.toString()).isEqualTo("\u001b[1;31m! leak\u001b[0m\n! leak\n! leak\n");
    }
}
