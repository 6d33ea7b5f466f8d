package dev.leakgate.report.html;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows how checks came on from build to build, the worst of this build first.
 *
 * @param checks those that earlier builds have too
 * @param more how many of them are left out
 */
public record HistoryPage(List<Check> checks, int more) {

    /* A drawing each; the index lists all. */
    private static final int MOST_CHECKS = 100;

    /**
     * Holds one check.
     *
     * @param number in this page, from 1
     * @param entry its builds, the oldest first
     * @param growth of each build, in bytes per request
     * @param peak of the footprint of each build
     */
    public record Check(
            int number, IndexPage.Entry entry, HistoryChart growth, HistoryChart peak) {}

    /**
     * Writes the page; null when earlier builds have none of the checks.
     *
     * @param rows of this build, in their order
     * @param earlier of builds before
     */
    public static @Nullable String render(List<ResultRow> rows, List<ResultRow> earlier) {
        List<IndexPage.Entry> entries =
                IndexPage.of(rows, earlier).entries().stream()
                        .filter(entry -> entry.history().size() > 1)
                        .toList();
        if (entries.isEmpty()) {
            return null;
        }
        List<Check> checks = new ArrayList<>();
        for (IndexPage.Entry entry : entries.subList(0, Math.min(MOST_CHECKS, entries.size()))) {
            ResultRow.Accepted accepted = entry.row().accepted();
            checks.add(
                    new Check(
                            checks.size() + 1,
                            entry,
                            HistoryChart.of(
                                    levels(entry, row -> row.growth() == null ? 0 : row.growth()),
                                    accepted == null ? null : accepted.growth()),
                            HistoryChart.of(
                                    levels(entry, row -> (double) row.peak()),
                                    accepted == null ? null : accepted.peak())));
        }
        return HtmlReport.render(
                "history.jte", new HistoryPage(checks, entries.size() - checks.size()));
    }

    /** Says when a build checked. */
    public static String when(ResultRow build) {
        return build.startedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static List<Double> levels(IndexPage.Entry entry, Function<ResultRow, Double> figure) {
        return entry.history().stream().map(figure).toList();
    }
}
