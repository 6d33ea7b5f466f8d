package dev.leakgate.cli;

import dev.leakgate.linux.Terminal;
import dev.leakgate.report.ConsoleText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a text that changes: on a terminal each in place of the one before, elsewhere none but what
 * is printed for good. Colours as no-color.org has it.
 *
 * <p>Lines are written over those of the text before, and what is left of these is cleared behind
 * them: nothing is blank in between. The cursor stays visible, so there is nothing to put back.
 */
final class Screen {

    private static final String ESCAPE = "\u001b[";

    private final PrintWriter out;
    private final Supplier<Optional<Terminal>> window;
    private final boolean colours;
    private @Nullable Terminal terminal;
    private int shown;

    /**
     * Prepares it.
     *
     * @param window is asked before each text, since people resize it; empty where there is none
     */
    Screen(PrintWriter out, Supplier<Optional<Terminal>> window, Map<String, String> environment) {
        this.out = out;
        this.window = window;
        Optional<Terminal> terminal = window.get();
        this.terminal = terminal.orElse(null);
        String refused = environment.getOrDefault("NO_COLOR", "");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        colours = terminal.isPresent() && refused.isEmpty() && !dumb;
    }

    /** Writes to where standard output goes. */
    static Screen of(PrintWriter out) {
        return new Screen(out, Terminal::ofOutput, System.getenv());
    }

    /** Says whether a text can be replaced. */
    boolean live() {
        return terminal != null;
    }

    /** Returns how many lines a text may have; very many where nothing is replaced. */
    int rows() {
        return terminal == null ? Integer.MAX_VALUE : Math.max(5, terminal.rows() - 1);
    }

    /** Shows a text in place of the one before; on no terminal it does nothing. */
    void replace(List<String> lines) {
        if (terminal == null) {
            return;
        }
        StringBuilder frame = new StringBuilder(toStart());
        List<String> visible = lines.subList(0, Math.min(lines.size(), rows()));
        for (String line : visible) {
            String text = fit(ConsoleText.of(line), terminal.columns());
            frame.append(painted(text));
            // Behind a full line the cursor is still on its last sign, which would be cleared.
            frame.append(text.length() < terminal.columns() ? ESCAPE + "K\n" : "\n");
        }
        frame.append(ESCAPE).append('J');
        shown = visible.size();
        out.print(frame);
        out.flush();
    }

    /**
     * Goes back to where the text before begins. In a window of another size it may begin anywhere:
     * terminals wrap lines anew, each in its own way. Then all is cleared.
     */
    private String toStart() {
        Terminal before = terminal;
        terminal = window.get().orElse(before);
        if (shown == 0) {
            return "";
        }
        return before != null && before.equals(terminal)
                ? ESCAPE + shown + "A\r"
                : ESCAPE + "H" + ESCAPE + "2J";
    }

    /** Prints a text that stays, in place of the one that was shown last. */
    void print(List<String> lines) {
        if (shown > 0) {
            out.print(toStart() + ESCAPE + "J");
            shown = 0;
        }
        lines.forEach(line -> out.println(painted(ConsoleText.of(line))));
        out.flush();
    }

    /** What a text says of a leak begins so; only there are colours worth their while. */
    private String painted(String line) {
        return colours && line.startsWith(Marks.LEAK)
                ? ESCAPE + "1;31m" + line + ESCAPE + "0m"
                : line;
    }

    private static String fit(String line, int columns) {
        return line.length() <= columns ? line : line.substring(0, columns);
    }
}
