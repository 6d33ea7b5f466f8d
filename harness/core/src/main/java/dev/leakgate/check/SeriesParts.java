package dev.leakgate.check;

import dev.leakgate.recording.Count;
import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.Counts;
import dev.leakgate.recording.OpenFiles;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.report.SeriesInfo;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the counts into the records that {@code run.json} is made of. */
final class SeriesParts {

    private SeriesParts() {}

    /**
     * Gives each series.
     *
     * @param judged none when the rounds were not judged
     * @param service how many a process may have, and how deep its stacks were
     */
    static Map<String, SeriesInfo> of(
            Recording recording, List<CountGrowth> judged, MeasuredParts.OfService service) {
        Map<Count, Long> limits = service.limits();
        Map<CountKey, SeriesGrowth> growths = new LinkedHashMap<>();
        judged.forEach(count -> growths.put(count.key(), count.growth()));
        Map<String, SeriesInfo> series = new LinkedHashMap<>();
        for (CountKey key : recording.counts()) {
            SeriesGrowth growth = growths.get(key);
            series.put(
                    key.toString(),
                    new SeriesInfo(
                            key.count() == Count.RESERVED ? "B" : "count",
                            Arrays.stream(recording.counts(key)).boxed().toList(),
                            limits.get(key.count()),
                            growth == null ? null : MeasuredParts.growthInfo(growth),
                            growth == null
                                    ? null
                                    : MeasuredParts.finite(growth.minimumDetectable().value()),
                            growth == null ? null : growth.outcome().name(),
                            key.equals(OpenFiles.KEY) ? mostly(recording) : null));
        }
        service.stackMarks()
                .series()
                .ifPresent(marks -> series.put(SeriesInfo.DEEPEST_STACK, marks));
        return series;
    }

    private static @Nullable String mostly(Recording recording) {
        List<Snapshot> snapshots = recording.snapshots();
        Counts first = snapshots.get(0).counts();
        Counts last = snapshots.get(snapshots.size() - 1).counts();
        return OpenFiles.mostlyNew(first.openFiles(), last.openFiles()).orElse(null);
    }
}
