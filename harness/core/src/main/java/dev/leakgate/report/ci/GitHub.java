package dev.leakgate.report.ci;

import dev.leakgate.report.Sparkline;
import dev.leakgate.report.VisibleText;
import dev.leakgate.report.html.ResultRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes what a GitHub job shows: its summary, in Markdown, and annotations of the sources. */
final class GitHub {

    private static final int MOST_IN_FULL = 10;

    private GitHub() {}

    /** Writes a table of all checks, the worst first, and the text of those that fail. */
    static String summary(List<ResultRow> rows, List<Problem> problems) {
        Map<String, Integer> counts = new TreeMap<>();
        rows.forEach(row -> counts.merge(row.verdict().name(), 1, Integer::sum));
        StringBuilder text = new StringBuilder("### Leakgate: ");
        text.append(rows.size()).append(rows.size() == 1 ? " check" : " checks");
        counts.forEach(
                (verdict, count) -> text.append(", ").append(count).append(' ').append(verdict));
        text.append("\n\n| | check | what | memory | allocated at |\n|---|---|---|---|---|\n");
        for (ResultRow row : rows) {
            text.append("| **")
                    .append(row.verdict())
                    .append("** | ")
                    .append(cell(row.name()))
                    .append(" | ")
                    .append(cell(row.headline()))
                    .append(" | ")
                    .append(Sparkline.of(row.footprints()))
                    .append(" | ")
                    .append(row.site() == null ? "" : cell(row.site()))
                    .append(" |\n");
        }
        for (Problem problem : problems.subList(0, Math.min(MOST_IN_FULL, problems.size()))) {
            String fence = fence(problem.text());
            text.append("\n<details><summary>")
                    .append(html(problem.name()))
                    .append("</summary>\n\n")
                    .append(fence)
                    .append('\n')
                    .append(problem.text())
                    .append(fence)
                    .append("\n</details>\n");
        }
        return text.toString();
    }

    /** Writes a workflow command, which the runner turns into an annotation. */
    static String annotation(Problem problem) {
        StringBuilder command = new StringBuilder(problem.isError() ? "::error " : "::warning ");
        String file = problem.file();
        if (file != null) {
            command.append("file=")
                    .append(property(file))
                    .append(",line=")
                    .append(Math.max(1, problem.line()))
                    .append(',');
        }
        return command.append("title=")
                .append(property(problem.verdict() + " " + problem.name()))
                .append("::")
                .append(data(problem.headline()))
                .toString();
    }

    /* github.com/actions/toolkit, packages/core/src/command.ts */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String cell(String text) {
        return html(VisibleText.of(text).replace('\n', ' '))
                .replace("\\", "\\\\")
                .replaceAll("([|`*_\\[\\]~])", "\\\\$1");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Longer than any that the text has. */
    private static String fence(String text) {
        int longest = 2;
        int now = 0;
        for (int i = 0; i < text.length(); i++) {
            now = text.charAt(i) == '`' ? now + 1 : 0;
            longest = Math.max(longest, now);
        }
        return "`".repeat(longest + 1);
    }
}
