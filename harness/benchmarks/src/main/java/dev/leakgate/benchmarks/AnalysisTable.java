package dev.leakgate.benchmarks;

import java.util.Locale;

/** Prints what analyses cost, a core a line. */
final class AnalysisTable {

    private AnalysisTable() {}

    static String of(AnalysisBenchmark.Result result) {
        StringBuilder table =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%nleakgate analyze CORE --json, whole: its first run, which leaves an"
                                        + " archive of classes, and the median of the next;%na command"
                                        + " that does nothing (--version) takes %s. chap, not run here:"
                                        + " 4.4–5.0 s and 1,070 MiB for the first core%n",
                                seconds(result.startNanos())));
        line(table, "core", "MiB", "first", "next", "contents", "RssAnon", "to reach", "by hand");
        for (AnalysisBenchmark.Row row : result.rows()) {
            line(
                    table,
                    row.of().toString(),
                    String.format(Locale.ROOT, "%,d", row.bytes() >> 20),
                    seconds(row.first()),
                    seconds(row.nanos()),
                    row.contentsMillis() + " ms",
                    String.format(Locale.ROOT, "%,d MiB", row.peakKib() >> 10),
                    toReach(row),
                    row.handNanos() == 0
                            ? ""
                            : seconds(row.handNanos()) + " strings | sort | uniq -c");
        }
        if (result.growth() > 0) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "eight times as much takes %.1f times as long, without the start; to reach"
                                    + " <= 9.6%n",
                            result.growth()));
        }
        return table.toString();
    }

    private static String toReach(AnalysisBenchmark.Row row) {
        String time =
                row.of().most() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.1f s and contents, ", row.of().most());
        return String.format(
                Locale.ROOT,
                "<= %s%,d MiB  %s",
                time,
                row.mostKib() >> 10,
                row.met() ? "met" : "MISSED " + String.join(", ", row.missed()));
    }

    private static void line(StringBuilder table, Object... cells) {
        table.append(String.format(Locale.ROOT, "%-30s %6s %8s %8s %9s %9s  %-42s %s%n", cells));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
