package dev.leakgate.watch;

import dev.leakgate.linux.ProcessId;
import dev.leakgate.recording.Count;
import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a service at one moment, and how it has moved since the first look that is kept.
 *
 * @param processes those that run, the root first
 * @param rows regions, the fastest growing first, and then counts
 * @param footprint of all regions, in bytes
 * @param rss of all regions, in bytes
 * @param perSecond bytes that the footprint gained each second
 * @param requests since the watching began; -1 when nobody counts them
 * @param requestsPerSecond since the first look that is kept; 0 when nobody counts them
 * @param trouble why requests are not counted now; empty when they are, or need not be
 * @param elapsed since the watching began
 * @param looks since the watching began
 * @param share of one core that the watching took until now
 * @param interruption what made it begin anew; empty when nothing did
 */
public record LiveView(
        List<ProcessId> processes,
        List<Row> rows,
        long footprint,
        long rss,
        double perSecond,
        long requests,
        double requestsPerSecond,
        String trouble,
        Duration elapsed,
        int looks,
        double share,
        String interruption) {

    /**
     * Shows one region, or one count.
     *
     * @param bytes whether it is counted in bytes
     * @param rss resident bytes of a region
     * @param perSecond what it gained each second, from the first look that is kept to the last
     * @param perRequest what it gained with each request; null when nobody counts these
     * @param leak its rate if it leaks, per request where {@link LiveJudge#perRequest} says so
     * @param levels at the looks that are kept
     */
    public record Row(
            String name,
            boolean bytes,
            long level,
            long rss,
            double perSecond,
            @Nullable Double perRequest,
            @Nullable LeakRate leak,
            List<Long> levels) {}

    /** Copies the lists. */
    public LiveView {
        processes = List.copyOf(processes);
        rows = List.copyOf(rows);
    }

    static LiveView of(
            Recording recording,
            LiveJudge judge,
            List<ProcessId> processes,
            LiveRequests requests,
            Duration elapsed,
            int looks,
            double share,
            String interruption) {
        List<Row> regions = new ArrayList<>();
        Moved moved = Moved.over(recording);
        Snapshot last = recording.snapshots().get(recording.rounds());
        for (RegionKey key : recording.regions()) {
            regions.add(
                    moved.row(
                            key.toString(),
                            recording.footprints(key),
                            last.region(key).rss(),
                            true,
                            judge));
        }
        regions.sort(
                Comparator.comparing((Row row) -> row.leak() == null)
                        .thenComparing(row -> -row.perSecond())
                        .thenComparing(row -> -row.level()));
        for (CountKey key : recording.counts()) {
            if (key.count() != Count.MAPPINGS && key.count() != Count.RESERVED) {
                regions.add(moved.row(key.toString(), recording.counts(key), 0, false, judge));
            }
        }
        long[] footprints = recording.snapshots().stream().mapToLong(Snapshot::footprint).toArray();
        return new LiveView(
                processes,
                regions,
                last.footprint(),
                last.regions().values().stream().mapToLong(RegionUse::rss).sum(),
                moved.perSecond(footprints),
                requests.total(),
                moved.requests() / moved.seconds(),
                requests.trouble(),
                elapsed,
                looks,
                share,
                interruption);
    }

    /** How far things came between the first look and the last. */
    private record Moved(double seconds, long requests) {

        static Moved over(Recording recording) {
            Snapshot first = recording.snapshots().get(0);
            Snapshot last = recording.snapshots().get(recording.rounds());
            double seconds = last.at().minus(first.at()).toNanos() / 1e9;
            boolean counted = first.requestsDone() >= 0;
            return new Moved(
                    seconds == 0 ? 1 : seconds,
                    counted ? last.requestsDone() - first.requestsDone() : 0);
        }

        double perSecond(long[] levels) {
            return (levels[levels.length - 1] - levels[0]) / seconds;
        }

        Row row(String name, long[] levels, long rss, boolean bytes, LiveJudge judge) {
            long grown = levels[levels.length - 1] - levels[0];
            return new Row(
                    name,
                    bytes,
                    levels[levels.length - 1],
                    rss,
                    perSecond(levels),
                    requests > 0 ? (double) grown / requests : null,
                    judge.leak(name).orElse(null),
                    Arrays.stream(levels).boxed().toList());
        }
    }

    /** Returns what leaks. */
    public List<Row> leaks() {
        return rows.stream().filter(row -> row.leak() != null).toList();
    }
}
