package dev.leakgate.cli;

import dev.leakgate.linux.Terminal;
import dev.leakgate.report.ConsoleText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows a text that changes: on a terminal each in place of the one before, elsewhere none but what
 * is printed for good. Colours as no-color.org has it.
 */
final class Screen {

    private static final String ESCAPE = "\u001b[";

    private final PrintWriter out;
    private final @Nullable Terminal terminal;
    private final boolean colours;
    private int shown;

    Screen(PrintWriter out, Optional<Terminal> terminal, Map<String, String> environment) {
        this.out = out;
        this.terminal = terminal.orElse(null);
        String refused = environment.getOrDefault("NO_COLOR", "");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        colours = terminal.isPresent() && refused.isEmpty() && !dumb;
    }

    /** Writes to where standard output goes. */
    static Screen of(PrintWriter out) {
        return new Screen(out, Terminal.ofOutput(), System.getenv());
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
        StringBuilder frame = new StringBuilder();
        if (shown > 0) {
            frame.append(ESCAPE).append(shown).append("A\r").append(ESCAPE).append('J');
        }
        List<String> visible = lines.subList(0, Math.min(lines.size(), rows()));
        for (String line : visible) {
            frame.append(painted(fit(ConsoleText.of(line), terminal.columns()))).append('\n');
        }
        shown = visible.size();
        out.print(frame);
        out.flush();
    }

    /** Prints a text that stays, in place of the one that was shown last. */
    void print(List<String> lines) {
        if (shown > 0) {
            out.print(ESCAPE + shown + "A\r" + ESCAPE + "J");
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
