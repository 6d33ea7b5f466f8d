package dev.leakgate.check;

import dev.leakgate.heap.Allocator;
import dev.leakgate.recording.Count;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Sample;
import dev.leakgate.recording.Samples;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.RegionKey;
import dev.leakgate.report.AllocatorInfo;
import dev.leakgate.report.BudgetInfo;
import dev.leakgate.report.DecompositionInfo;
import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.LoadInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument.ProcessInfo;
import dev.leakgate.report.SamplingInfo;
import dev.leakgate.report.SamplingInfo.SampleInfo;
import dev.leakgate.report.SeriesInfo;
import dev.leakgate.verdict.GrowthJudgement;
import dev.leakgate.verdict.SeriesGrowth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what was measured into the records that {@code run.json} is made of. */
record MeasuredParts(
        List<ProcessInfo> processes,
        @Nullable LoadInfo load,
        List<RoundInfo> rounds,
        List<SampleInfo> samples,
        List<RegionInfo> regions,
        Map<String, SeriesInfo> series,
        List<AllocatorInfo> allocators,
        @Nullable DecompositionInfo decomposition,
        List<BudgetInfo> budgets,
        @Nullable SamplingInfo sampling,
        @Nullable Double minimumDetectable) {

    static final MeasuredParts NONE =
            new MeasuredParts(
                    List.of(), null, List.of(), List.of(), List.of(), Map.of(), List.of(), null,
                    List.of(), null, null);

    static MeasuredParts of(Measurement measurement, CheckPlan plan, Conclusion conclusion) {
        return of(
                measurement.recordingUntilNow(),
                measurement.warmUpRequests(),
                measurement.samples(),
                conclusion,
                new OfService(
                        measurement.processes(),
                        measurement.allocators(),
                        measurement.limits(),
                        measurement.stackMarks()),
                LoadParts.of(measurement.load(), plan, measurement.tool()));
    }

    /** Holds what is known of the service besides the recording. */
    record OfService(
            List<ProcessInfo> processes,
            Map<String, Allocator> allocators,
            Map<Count, Long> limits,
            StackMarks stackMarks) {}

    static MeasuredParts of(
            Recording recording,
            int warmUpRequests,
            Samples samples,
            Conclusion conclusion,
            OfService service,
            @Nullable LoadInfo load) {
        return new MeasuredParts(
                service.processes(),
                load,
                rounds(recording, warmUpRequests),
                samples.samples().stream().map(MeasuredParts::sample).toList(),
                regions(recording, conclusion),
                recording.snapshots().isEmpty()
                        ? Map.of()
                        : SeriesParts.of(recording, conclusion.figures().counts(), service),
                Decomposition.allocators(service.allocators()),
                Decomposition.of(recording),
                conclusion.figures().budgets().stream().map(BudgetInfo::of).toList(),
                sampling(recording, samples),
                minimumDetectable(conclusion.figures().smallest()));
    }

    private static @Nullable Double minimumDetectable(@Nullable SmallestLeak leak) {
        return leak == null ? null : finite(leak.size().value());
    }

    /** Absent when the rounds were too few for any leak to be seen: JSON has no infinity. */
    static @Nullable Double finite(double value) {
        return Double.isInfinite(value) ? null : value;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static List<RoundInfo> rounds(Recording recording, int warmUpRequests) {
        List<RoundInfo> rounds = new ArrayList<>();
        for (Snapshot snapshot : recording.snapshots()) {
            int number = rounds.size();
            Map<String, Long> regions = new LinkedHashMap<>();
            snapshot.regions().forEach((key, use) -> regions.put(key.toString(), use.footprint()));
            rounds.add(
                    new RoundInfo(
                            number,
                            number == 0 ? warmUpRequests : recording.requestsOfRound(number),
                            snapshot.noisy(),
                            millis(snapshot.at()),
                            snapshot.footprint(),
                            snapshot.processes(),
                            snapshot.threads(),
                            snapshot.descriptors(),
                            regions,
                            Decomposition.liveAt(recording, number),
                            Decomposition.retainedAt(recording, number)));
        }
        return rounds;
    }

    private static List<RegionInfo> regions(Recording recording, Conclusion conclusion) {
        if (recording.snapshots().isEmpty()) {
            return List.of();
        }
        List<RegionInfo> regions = new ArrayList<>();
        GrowthJudgement growth = conclusion.figures().growth();
        for (RegionKey key : recording.regions()) {
            long[] levels = recording.footprints(key);
            int judged = conclusion.figures().regions().indexOf(key);
            SeriesGrowth series = growth == null || judged < 0 ? null : growth.series().get(judged);
            regions.add(
                    new RegionInfo(
                            key.kind().text(),
                            key.name().isEmpty() ? null : key.name(),
                            key.process().isEmpty() ? null : key.process(),
                            levels[0],
                            levels[levels.length - 1],
                            series == null ? null : growthInfo(series),
                            series == null ? null : series.outcome().name(),
                            Decomposition.live(recording, key),
                            series == null ? null : finite(series.minimumDetectable().value())));
        }
        regions.sort(
                Comparator.comparingLong((RegionInfo region) -> region.first() - region.last())
                        .thenComparing(region -> -region.last()));
        return regions;
    }

    static GrowthInfo growthInfo(SeriesGrowth series) {
        return new GrowthInfo(series.growth().value(), series.low().value(), series.high().value());
    }

    private static SampleInfo sample(Sample sample) {
        return new SampleInfo(
                millis(sample.at()), sample.requestsDone(), sample.footprint(), sample.rss());
    }

    private static @Nullable SamplingInfo sampling(Recording recording, Samples samples) {
        List<Snapshot> snapshots = recording.snapshots();
        if (snapshots.isEmpty()) {
            return null;
        }
        double millis = snapshots.stream().mapToDouble(snapshot -> millis(snapshot.cost())).sum();
        if (samples.taken() == 0) {
            return new SamplingInfo(snapshots.size(), millis, null, null, null, null, null);
        }
        return new SamplingInfo(
                snapshots.size(),
                millis,
                samples.method(),
                samples.taken(),
                millis(samples.cost()),
                samples.share(),
                samples.peak());
    }
}
