package dev.leakgate.verdict.budget;

import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Holds the figures of a run that is over, as a result or a baseline tells them. */
public final class Measures implements Measured {

    /**
     * Holds one figure.
     *
     * @param metric what it is
     * @param subject of what it is
     * @param value in the unit of the metric; of a growth 0 when the judge found none
     * @param least what a growth surely is; else the value
     */
    public record Row(Metric metric, Subject subject, double value, double least) {

        /** Holds a figure that is no estimate. */
        public Row(Metric metric, Subject subject, double value) {
            this(metric, subject, value, value);
        }
    }

    /**
     * Says of what a figure is: of the service when there is neither a region nor a count, of a
     * kind when there is no name and it is a total.
     *
     * @param region the kind of region; null when it is of none
     * @param count what is counted; null for memory
     * @param process the role of its process; empty when there is but one, and of a total
     * @param name of the region, or kind of descriptor; empty for none, and of a total
     * @param total whether it is of all regions of the kind together, or of the whole service
     */
    public record Subject(
            @Nullable RegionKind region,
            @Nullable Count count,
            String process,
            String name,
            boolean total)
            implements Comparable<Subject> {

        /** The whole service. */
        public static final Subject SERVICE = new Subject(null, null, "", "", true);

        private static final Comparator<Subject> ORDER =
                Comparator.comparing(
                                Subject::region, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(
                                Subject::count, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(subject -> !subject.total())
                        .thenComparing(Subject::process)
                        .thenComparing(Subject::name);

        /** All regions of a kind. */
        public static Subject of(RegionKind kind) {
            return new Subject(kind, null, "", "", true);
        }

        @Override
        public int compareTo(Subject other) {
            return ORDER.compare(this, other);
        }
    }

    private final List<Row> rows;

    /** Holds rows; of each metric that was measured one is of the service. */
    public Measures(List<Row> rows) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Row::metric).thenComparing(Row::subject));
        this.rows = Collections.unmodifiableList(sorted);
    }

    /** Returns the rows, always in the same order. */
    public List<Row> rows() {
        return rows;
    }

    @Override
    public OptionalDouble level(Metric metric, Selection selection) {
        boolean measured = of(metric).stream().anyMatch(row -> isOfService(row.subject()));
        if (!measured) {
            return OptionalDouble.empty();
        }
        RegionKind region = selection.region();
        Subject total = region == null ? Subject.SERVICE : Subject.of(region);
        return OptionalDouble.of(
                of(metric).stream()
                        .filter(
                                row ->
                                        selection.threadGroup() == null
                                                ? row.subject().equals(total)
                                                : isSelected(row.subject(), selection))
                        .mapToDouble(Row::value)
                        .sum());
    }

    @Override
    public List<Growth> growths(Selection selection, double limit) {
        List<Row> judged = of(Metric.GROWTH);
        Count count = selection.count();
        if (judged.isEmpty()) {
            return List.of();
        }
        if (count != null) {
            List<Row> counted =
                    judged.stream().filter(row -> row.subject().count() == count).toList();
            // What a service never has does not grow.
            return counted.isEmpty()
                    ? List.of(new Growth(count.text(), 0, false))
                    : counted.stream()
                            .map(
                                    row ->
                                            new Growth(
                                                    named(count, row.subject().name()),
                                                    row.value(),
                                                    row.least() > limit))
                            .toList();
        }
        List<Row> selected =
                judged.stream().filter(row -> isSelected(row.subject(), selection)).toList();
        String subject = selection.subject();
        return List.of(
                new Growth(
                        subject.isEmpty() ? "memory" : subject,
                        selected.stream().mapToDouble(Row::value).sum(),
                        selected.stream().mapToDouble(Row::least).sum() > limit));
    }

    private List<Row> of(Metric metric) {
        return rows.stream().filter(row -> row.metric() == metric).toList();
    }

    private static boolean isOfService(Subject subject) {
        return subject.total() && subject.region() == null && subject.count() == null;
    }

    private static boolean isSelected(Subject subject, Selection selection) {
        RegionKind region = subject.region();
        return region != null && !subject.total() && selection.coversRegion(region, subject.name());
    }

    private static String named(Count count, String kind) {
        return kind.isEmpty() ? count.text() : count.text() + " (" + kind + ")";
    }
}
