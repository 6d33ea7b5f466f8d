package dev.leakgate.report.ci;

import dev.leakgate.report.Sparkline;
import dev.leakgate.report.VisibleText;
import dev.leakgate.report.html.ResultRow;
import dev.leakgate.units.BytesPerRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints results in columns: verdict, check, memory over the rounds, growth, line that allocated.
 */
final class ResultTable {

    private static final int MOST = 200;
    private static final int WIDEST = 60;

    private ResultTable() {}

    static List<String> of(List<ResultRow> rows) {
        List<ResultRow> shown = rows.subList(0, Math.min(MOST, rows.size()));
        List<List<String>> cells = new ArrayList<>();
        for (ResultRow row : shown) {
            cells.add(
                    List.of(
                            row.verdict().name(),
                            cell(row.name()),
                            Sparkline.of(row.footprints()),
                            growth(row.growth()),
                            row.site() == null ? "" : cell(row.site())));
        }
        int[] widths = new int[5];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> line : cells) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - line.get(i).length());
                // Figures stand on the right.
                text.append(i == 3 ? padding + line.get(i) : line.get(i) + padding).append("  ");
            }
            lines.add(text.toString().stripTrailing());
        }
        if (rows.size() > shown.size()) {
            lines.add("and " + (rows.size() - shown.size()) + " more");
        }
        return lines;
    }

    private static String growth(@Nullable Double growth) {
        return growth == null || growth == 0
                ? ""
                : (growth > 0 ? "+" : "") + new BytesPerRequest(growth);
    }

    private static String cell(String text) {
        String line = VisibleText.of(text).replace('\n', ' ');
        return line.length() <= WIDEST ? line : "…" + line.substring(line.length() - WIDEST + 1);
    }
}
