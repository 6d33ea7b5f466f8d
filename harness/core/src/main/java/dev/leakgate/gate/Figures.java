package dev.leakgate.gate;

import dev.leakgate.gate.BaselineDocument.Figure;
import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.verdict.budget.Budget;
import dev.leakgate.verdict.budget.BudgetResult.Unit;
import dev.leakgate.verdict.budget.Measures;
import dev.leakgate.verdict.budget.Measures.Row;
import dev.leakgate.verdict.budget.Measures.Subject;
import dev.leakgate.verdict.budget.Metric;
import dev.leakgate.verdict.budget.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns figures into the lines of a baseline and back. */
final class Figures {

    private Figures() {}

    static List<Figure> of(Measures measures) {
        return measures.rows().stream()
                .filter(row -> !isCountThatDoesNotGrow(row))
                .map(Figures::figure)
                .toList();
    }

    /** Of these there are many, and what is not in a baseline does not grow. */
    private static boolean isCountThatDoesNotGrow(Row row) {
        return row.metric() == Metric.GROWTH && row.subject().count() != null && row.value() == 0;
    }

    private static Figure figure(Row row) {
        Subject subject = row.subject();
        RegionKind region = subject.region();
        Count count = subject.count();
        Unit unit = Budget.unit(row.metric(), count == null ? Selection.ALL : Selection.of(count));
        return new Figure(
                row.metric().key(),
                region == null ? null : region.text(),
                count == null ? null : count.text(),
                subject.process(),
                subject.name(),
                (region != null && subject.total()) ? true : null,
                number(row.value()),
                row.least() == row.value() ? null : number(row.least()),
                unit.text(row.value()));
    }

    /** Bytes have no decimals in the file. */
    private static Number number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? (Number) Long.valueOf((long) value)
                : (Number) Double.valueOf(value);
    }

    /** Reads them; what this version does not know is left out, as a field would be. */
    static Measures read(List<Figure> figures) {
        List<Row> rows = new ArrayList<>();
        for (Figure figure : figures) {
            find(Metric.values(), Metric::key, figure.metric())
                    .flatMap(metric -> row(metric, figure))
                    .ifPresent(rows::add);
        }
        return new Measures(rows);
    }

    private static Optional<Row> row(Metric metric, Figure figure) {
        Optional<RegionKind> region = find(RegionKind.values(), RegionKind::text, figure.region());
        Optional<Count> count = find(Count.values(), Count::text, figure.count());
        if (region.isPresent() != (figure.region() != null)
                || count.isPresent() != (figure.count() != null)) {
            return Optional.empty();
        }
        boolean ofService = region.isEmpty() && count.isEmpty();
        double value = figure.value().doubleValue();
        Number least = figure.least();
        return Optional.of(
                new Row(
                        metric,
                        new Subject(
                                region.orElse(null),
                                count.orElse(null),
                                text(figure.process()),
                                text(figure.name()),
                                ofService || Boolean.TRUE.equals(figure.total())),
                        value,
                        least == null ? value : least.doubleValue()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> Optional<T> find(
            T[] values, Function<T, String> name, @Nullable String wanted) {
        return Arrays.stream(values).filter(value -> name.apply(value).equals(wanted)).findFirst();
    }

    /**
     * Takes the smaller of two figures each; what one of them lacks is the other's.
     *
     * @param now what was measured
     */
    static Measures lowered(Measures before, Measures now) {
        List<Row> rows = new ArrayList<>();
        for (Row row : now.rows()) {
            Row earlier = find(before, row);
            rows.add(earlier != null && earlier.value() < row.value() ? earlier : row);
        }
        return new Measures(rows);
    }

    private static @Nullable Row find(Measures measures, Row like) {
        return measures.rows().stream()
                .filter(
                        row ->
                                row.metric() == like.metric()
                                        && row.subject().equals(like.subject()))
                .findFirst()
                .orElse(null);
    }
}
