package dev.leakgate.benchmarks;

import java.util.List;
import java.util.Locale;

/** Prints the figures as a table, one comparison a line. */
final class Table {

    private Table() {}

    static String of(List<Comparison.Times> rows) {
        StringBuilder table = new StringBuilder();
        table.append(line("what", "ours", "reference", "theirs", "cheaper", "to reach"));
        for (Comparison.Times row : rows) {
            Comparison comparison = row.of();
            table.append(
                    line(
                            comparison.name(),
                            millis(row.ours()),
                            comparison.reference(),
                            millis(row.theirs()),
                            times(row.ratio()),
                            comparison.goal() == 0
                                    ? "-"
                                    : times(comparison.goal())
                                            + (row.met() ? "  met" : "  MISSED")));
        }
        return table.toString();
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-52s %10s  %-14s %10s %8s  %s%n", cells);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.1f ×", ratio);
    }
}
