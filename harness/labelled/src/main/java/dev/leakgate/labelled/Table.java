package dev.leakgate.labelled;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints the runs of each service as a row of a Markdown table. */
final class Table {

    private Table() {}

    private static final String HEADER =
            """
            | service | what it does | truth, B per request | verdicts | s to verdict | estimate / truth |
            |---|---|--:|---|--:|--:|
            """;

    /**
     * Prints the services in the order of their first runs, the held-out ones apart, and the sum.
     */
    static String of(List<Trial> trials) {
        return "## Services that the rules were made with\n\n"
                + rows(trials, false)
                + "\n## Held out\n\n"
                + rows(trials, true)
                + "\n## What it comes to\n\n"
                + new Score(trials).text();
    }

    private static String rows(List<Trial> trials, boolean heldOut) {
        Map<Subject, List<Trial>> bySubject =
                trials.stream()
                        .filter(trial -> trial.subject().heldOut() == heldOut)
                        .collect(
                                Collectors.groupingBy(
                                        Trial::subject, LinkedHashMap::new, Collectors.toList()));
        return bySubject.isEmpty()
                ? "None was run.\n"
                : HEADER
                        + bySubject.values().stream().map(Table::row).collect(Collectors.joining());
    }

    /** Prints a row; the runs are all of one service. */
    static String row(List<Trial> runs) {
        Subject subject = runs.get(0).subject();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |%n",
                subject.name(),
                subject.text(),
                truth(runs),
                verdicts(runs),
                number("%.1f", median(runs.stream().mapToDouble(Trial::seconds).toArray())),
                number("%.3f", median(runs.stream().mapToDouble(Table::ratio).toArray())));
    }

    private static double ratio(Trial trial) {
        return trial.estimate() / trial.truth();
    }

    private static String truth(List<Trial> runs) {
        Truth truth = runs.get(0).subject().truth();
        if (truth instanceof Truth.LeaksOther other) {
            return String.format(Locale.ROOT, "%.3g %s", other.perRequest(), other.what());
        }
        return truth.healthy()
                ? "none"
                : number("%,.4g", median(runs.stream().mapToDouble(Trial::truth).toArray()));
    }

    private static String verdicts(List<Trial> runs) {
        Map<String, Integer> counts = new TreeMap<>();
        runs.forEach(run -> counts.merge(run.outcome(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }

    /** Returns the middle one of those that are numbers; NaN when none is. */
    static double median(double... values) {
        double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        if (known.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(known);
        int middle = known.length / 2;
        return known.length % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
    }
}
