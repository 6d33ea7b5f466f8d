package dev.leakgate.benchmarks;

import java.util.List;
import java.util.Locale;

/** Prints what captures cost, a service a line. */
final class CaptureTable {

    private CaptureTable() {}

    static String of(List<CaptureRow> rows, List<CaptureGrowth> growths) {
        StringBuilder table =
                new StringBuilder(
                        String.format(
                                "%nfork snapshot and whole core beside gdb's gcore; the pause is what"
                                        + " the service saw, a bare fork what%nthe kernel needs"
                                        + " for the same copy when the service makes it itself.%nfloor: what no capture"
                                        + " by fork reaches here, the pause being within 10 %% and 1"
                                        + " ms of a bare fork%n"));
        line(
                table,
                "service",
                "bare fork",
                "pause",
                "command's",
                "gcore's",
                "shorter",
                "to reach",
                "core in",
                "gcore's",
                "MB",
                "its",
                "harness");
        for (CaptureRow row : rows) {
            line(
                    table,
                    row.of().toString(),
                    millis(row.fork()),
                    millis(row.ours().pause()),
                    millis(row.command().pause()),
                    millis(row.theirs().pause()),
                    String.format(Locale.ROOT, "%.0f ×", row.ratio()),
                    String.format(
                            Locale.ROOT, "<= %.0f ms  %s", row.of().mostMillis(), outcome(row)),
                    seconds(row.ours().total()),
                    seconds(row.theirs().total()),
                    megabytes(row.ours().onDisk()),
                    megabytes(row.theirs().onDisk()),
                    "+" + (row.command().kib() >> 10) + " MB");
        }
        growths.forEach(growth -> table.append(growth).append(System.lineSeparator()));
        return table.toString();
    }

    private static String outcome(CaptureRow row) {
        if (!row.met()) {
            return "MISSED " + String.join(", ", row.missed());
        }
        return row.outOfReach().isEmpty() ? "met" : "floor: " + String.join(", ", row.outOfReach());
    }

    private static void line(StringBuilder table, Object... cells) {
        table.append(
                String.format(
                        Locale.ROOT,
                        "%-22s %10s %9s %9s %10s %8s  %-28s %8s %8s %5s %5s %8s%n",
                        cells));
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
