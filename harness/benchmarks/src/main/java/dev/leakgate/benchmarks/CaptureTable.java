package dev.leakgate.benchmarks;

import java.util.List;
import java.util.Locale;

/** Prints what captures cost, a service a line. */
final class CaptureTable {

    private CaptureTable() {}

    static String of(List<CaptureBenchmark.Row> rows) {
        StringBuilder table =
                new StringBuilder(
                        String.format(
                                "%nfork snapshot and whole core beside gdb's gcore; the pause is what"
                                        + " the service saw%n"));
        line(
                table,
                "service",
                "pause",
                "gcore's",
                "shorter",
                "to reach",
                "core in",
                "gcore's",
                "MB",
                "its",
                "harness");
        for (CaptureBenchmark.Row row : rows) {
            line(
                    table,
                    row.of().toString(),
                    millis(row.ours().pause()),
                    millis(row.theirs().pause()),
                    String.format(Locale.ROOT, "%.0f ×", row.ratio()),
                    String.format(
                            Locale.ROOT,
                            "<= %.0f ms  %s",
                            row.of().mostMillis(),
                            row.met() ? "met" : "MISSED " + String.join(", ", row.missed())),
                    seconds(row.ours().total()),
                    seconds(row.theirs().total()),
                    megabytes(row.ours().onDisk()),
                    megabytes(row.theirs().onDisk()),
                    "+" + (row.harnessKib() >> 10) + " MB");
        }
        return table.toString();
    }

    private static void line(StringBuilder table, Object... cells) {
        table.append(
                String.format(
                        Locale.ROOT, "%-28s %10s %10s %8s  %-32s %9s %9s %6s %6s %8s%n", cells));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%d", bytes >> 20);
    }
}
