package dev.leakgate.gate;

import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.SeriesInfo;
import dev.leakgate.report.StacksInfo;
import dev.leakgate.report.WatchInfo;
import dev.leakgate.verdict.budget.Measures;
import dev.leakgate.verdict.budget.Measures.Row;
import dev.leakgate.verdict.budget.Measures.Subject;
import dev.leakgate.verdict.budget.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from a result what budgets limit and what a baseline keeps. */
final class RunMeasures {

    private static final String GROWING = "GROWING";

    private static final Map<Count, Metric> MOST =
            new EnumMap<>(
                    Map.of(
                            Count.RESERVED, Metric.RESERVED,
                            Count.THREADS, Metric.THREADS,
                            Count.MAPPINGS, Metric.MAPPINGS,
                            Count.CHILDREN, Metric.CHILDREN,
                            Count.ZOMBIES, Metric.ZOMBIES));

    private final RunDocument run;
    private final List<Row> rows = new ArrayList<>();

    private RunMeasures(RunDocument run) {
        this.run = run;
    }

    /** Reads them; what was not measured is absent. */
    static Measures of(RunDocument run) {
        RunMeasures measures = new RunMeasures(run);
        if (!run.rounds().isEmpty()) {
            measures.footprints();
            measures.heaps();
            measures.counts();
            measures.growths();
        }
        StacksInfo stacks = run.stacks();
        if (stacks != null) {
            measures.add(Metric.STACKS, Subject.SERVICE, stacks.reserved());
        }
        return new Measures(measures.rows);
    }

    private void add(Metric metric, Subject subject, long value) {
        rows.add(new Row(metric, subject, (double) value));
    }

    /** The largest of all snapshots, and of the looks between them where tests of others ran. */
    private void footprints() {
        WatchInfo watch = run.watch();
        long most = run.rounds().stream().mapToLong(RoundInfo::footprint).max().orElse(0);
        add(
                Metric.PEAK,
                Subject.SERVICE,
                watch == null ? most : Math.max(most, watch.peakFootprint()));
        Map<RegionKind, Long> kinds = new EnumMap<>(RegionKind.class);
        Map<String, Long> peaks = watch == null ? Map.of() : watch.peaks();
        for (RegionInfo region : run.regions()) {
            long peak = peaks.getOrDefault(region.label(), 0L);
            for (RoundInfo round : run.rounds()) {
                peak = Math.max(peak, round.regions().getOrDefault(region.label(), 0L));
            }
            add(Metric.PEAK, subject(region), peak);
            kinds.merge(kind(region), peak, Math::max);
        }
        for (RoundInfo round : run.rounds()) {
            footprints(round).forEach((kind, bytes) -> kinds.merge(kind, bytes, Math::max));
        }
        kinds.forEach((kind, bytes) -> add(Metric.PEAK, Subject.of(kind), bytes));
    }

    private Map<RegionKind, Long> footprints(RoundInfo round) {
        Map<RegionKind, Long> kinds = new EnumMap<>(RegionKind.class);
        for (RegionInfo region : run.regions()) {
            kinds.merge(kind(region), round.regions().getOrDefault(region.label(), 0L), Long::sum);
        }
        return kinds;
    }

    /** What the program had in use of its heaps and what malloc kept, where it was counted. */
    private void heaps() {
        if (run.rounds().stream().noneMatch(round -> round.live() != null)) {
            return;
        }
        add(
                Metric.LIVE,
                Subject.SERVICE,
                most(run.rounds().stream().map(RoundInfo::live).toList()));
        add(
                Metric.RETAINED,
                Subject.SERVICE,
                most(run.rounds().stream().map(RoundInfo::retained).toList()));
        Map<RegionKind, long[]> kinds = new EnumMap<>(RegionKind.class);
        for (RegionInfo region : run.regions()) {
            RegionInfo.LiveInfo live = region.live();
            if (live != null) {
                long kept = Math.max(region.first() - live.first(), region.last() - live.last());
                add(Metric.LIVE, subject(region), Math.max(live.first(), live.last()));
                add(Metric.RETAINED, subject(region), Math.max(0, kept));
                long[] sums = kinds.computeIfAbsent(kind(region), kind -> new long[4]);
                sums[0] += live.first();
                sums[1] += live.last();
                sums[2] += region.first();
                sums[3] += region.last();
            }
        }
        kinds.forEach(
                (kind, sums) -> {
                    add(Metric.LIVE, Subject.of(kind), Math.max(sums[0], sums[1]));
                    long kept = Math.max(sums[2] - sums[0], sums[3] - sums[1]);
                    add(Metric.RETAINED, Subject.of(kind), Math.max(0, kept));
                });
    }

    private static long most(List<@Nullable Long> levels) {
        long most = 0;
        for (Long level : levels) {
            most = level == null ? most : Math.max(most, level);
        }
        return most;
    }

    private void counts() {
        WatchInfo watch = run.watch();
        long descriptors = run.rounds().stream().mapToLong(RoundInfo::descriptors).max().orElse(0);
        add(
                Metric.DESCRIPTORS,
                Subject.SERVICE,
                watch == null ? descriptors : Math.max(descriptors, watch.peakDescriptors()));
        Map<Count, Long> most = new HashMap<>();
        run.series()
                .forEach(
                        (name, series) ->
                                count(name)
                                        .ifPresent(
                                                count ->
                                                        most.merge(
                                                                count, most(series), Math::max)));
        if (watch != null) {
            most.merge(Count.THREADS, watch.peakThreads(), Math::max);
        }
        MOST.forEach(
                (count, metric) -> {
                    // A service without children has no series of them.
                    boolean none = count == Count.CHILDREN || count == Count.ZOMBIES;
                    Long level = most.getOrDefault(count, none && !most.isEmpty() ? 0L : null);
                    if (level != null) {
                        add(metric, Subject.SERVICE, level);
                    }
                });
    }

    private static long most(SeriesInfo series) {
        return series.levels().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private void growths() {
        double sum = 0;
        double least = 0;
        boolean judged = false;
        for (RegionInfo region : run.regions()) {
            GrowthInfo growth = region.growthPerRequest();
            if (growth != null && region.outcome() != null) {
                judged = true;
                boolean grows = GROWING.equals(region.outcome());
                if (grows) {
                    rows.add(new Row(Metric.GROWTH, subject(region), growth.value(), growth.low()));
                    sum += growth.value();
                    least += growth.low();
                }
            }
        }
        if (judged) {
            rows.add(new Row(Metric.GROWTH, Subject.SERVICE, sum, least));
        }
        run.series()
                .forEach(
                        (name, series) -> {
                            GrowthInfo growth = series.growthPerRequest();
                            if (growth != null && series.outcome() != null) {
                                boolean grows = GROWING.equals(series.outcome());
                                rows.add(
                                        new Row(
                                                Metric.GROWTH,
                                                subject(name),
                                                grows ? growth.value() : 0,
                                                grows ? growth.low() : 0));
                            }
                        });
    }

    private static Subject subject(RegionInfo region) {
        return new Subject(
                kind(region),
                null,
                region.process() == null ? "" : region.process(),
                region.name() == null ? "" : region.name(),
                false);
    }

    /** A kind that this version does not know is a file of another; it counts as anonymous. */
    private static RegionKind kind(RegionInfo region) {
        for (RegionKind kind : RegionKind.values()) {
            if (kind.text().equals(region.kind())) {
                return kind;
            }
        }
        return RegionKind.ANONYMOUS;
    }

    /** Reads {@code descriptors (sockets)}. */
    private static Subject subject(String series) {
        Count count = count(series).orElse(Count.DESCRIPTORS);
        String rest = series.substring(Math.min(series.length(), count.text().length()));
        return new Subject(null, count, "", rest.replaceAll("[ ()]+", " ").strip(), false);
    }

    private static Optional<Count> count(String series) {
        return Arrays.stream(Count.values())
                .filter(count -> series.startsWith(count.text()))
                .findFirst();
    }
}
