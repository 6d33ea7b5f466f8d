package dev.leakgate.watch;

import dev.leakgate.recording.Count;
import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.EqualRounds;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says of a service that is looked at for ever whether it leaks, by the tests that judge a check.
 *
 * <p>Who tests again and again finds something in the end. So it is tested at few moments, each
 * after half as much time again as the one before, and something leaks when two tests in a row say
 * that it grows. {@code FalseAlarmOfWatchTest} holds how rarely that errs.
 */
public final class LiveJudge {

    /** Fewest rounds that are tested: fewer cannot tell, whatever happens. */
    public static final int FEWEST_ROUNDS = 8;

    private static final double LATER = 1.5;

    /* Rounds that have less than this share of the mean requests make a rate per request a guess. */
    private static final double FEWEST_REQUESTS = 0.25;

    private static final Set<RegionKind> NOT_JUDGED = Set.of(RegionKind.KERNEL);

    private double next;
    private int tests;
    private boolean perRequest;
    private Set<String> before = Set.of();
    private Map<String, SeriesGrowth> growths = Map.of();
    private Set<String> leaking = Set.of();
    private Set<RegionKey> leakingRegions = Set.of();

    LiveJudge() {}

    /** Forgets what was said: what is looked at is another process now. */
    void beginAnew() {
        next = 0;
        tests = 0;
        before = Set.of();
        growths = Map.of();
    }

    /** Tests, if it is time to. */
    void judge(Recording recording) {
        int rounds = recording.rounds();
        if (rounds < FEWEST_ROUNDS || millis(recording, rounds) < next) {
            return;
        }
        next = millis(recording, rounds) * LATER;
        tests++;
        long[] millis = new long[rounds + 1];
        for (int i = 0; i <= rounds; i++) {
            millis[i] = millis(recording, i);
        }
        long[] requests =
                recording.snapshots().stream().mapToLong(Snapshot::requestsDone).toArray();
        perRequest = isSteady(requests);
        judge(recording, perRequest ? requests : millis);
    }

    private static long millis(Recording recording, int look) {
        return recording.snapshots().get(look).at().toMillis()
                - recording.snapshots().get(0).at().toMillis();
    }

    /** Says whether requests came in each round, so that growth can be held against them. */
    private static boolean isSteady(long[] requests) {
        double mean = (double) (requests[requests.length - 1] - requests[0]) / requests.length;
        for (int i = 1; i < requests.length; i++) {
            if (requests[0] < 0
                    || requests[i] - requests[i - 1] < Math.max(1, FEWEST_REQUESTS * mean)) {
                return false;
            }
        }
        return true;
    }

    private void judge(Recording recording, long[] done) {
        List<GrowthSeries> series = new ArrayList<>();
        List<GrowthRules> rules = new ArrayList<>();
        Map<String, RegionKey> regions = new LinkedHashMap<>();
        for (RegionKey region : recording.regions()) {
            if (!NOT_JUDGED.contains(region.kind())) {
                regions.put(region.toString(), region);
                series.add(series(region.toString(), recording.footprints(region), done));
                rules.add(GrowthRules.DEFAULT);
            }
        }
        for (CountKey key : recording.counts()) {
            // Mappings and addresses follow from memory, which is named as such.
            if (key.count() != Count.MAPPINGS && key.count() != Count.RESERVED) {
                series.add(series(key.toString(), recording.counts(key), done));
                rules.add(GrowthRules.COUNTS);
            }
        }
        Map<String, SeriesGrowth> found = new LinkedHashMap<>();
        Set<String> growing = new HashSet<>();
        for (SeriesGrowth growth : GrowthJudge.judge(series, rules).series()) {
            found.put(growth.name(), growth);
            if (growth.outcome() == GrowthOutcome.GROWING) {
                growing.add(growth.name());
            }
        }
        growths = found;
        leaking = new HashSet<>(growing);
        leaking.retainAll(before);
        before = growing;
        leakingRegions = new HashSet<>();
        regions.forEach(
                (name, region) -> {
                    if (leaking.contains(name)) {
                        leakingRegions.add(region);
                    }
                });
    }

    private static GrowthSeries series(String name, long[] levels, long[] done) {
        long mean = Math.max(1, (done[done.length - 1] - done[0]) / (done.length - 1));
        return new GrowthSeries(name, EqualRounds.of(levels, done, mean), mean);
    }

    /** Says whether anything leaks. */
    public boolean leaks() {
        return !leaking.isEmpty();
    }

    /** Returns how often it has tested. */
    public int tests() {
        return tests;
    }

    /** Says whether rates are per request, and not per second. */
    public boolean perRequest() {
        return perRequest;
    }

    /** Returns the regions that leak. */
    Set<RegionKey> leaking() {
        return Collections.unmodifiableSet(leakingRegions);
    }

    /** Returns the rate of what leaks; empty when it does not, or not as far as is known. */
    Optional<LeakRate> leak(String name) {
        SeriesGrowth growth = growths.get(name);
        return growth == null || !leaking.contains(name)
                ? Optional.empty()
                : Optional.of(LeakRate.of(growth, factor()));
    }

    /** Names what has not settled, or grew in the last test alone. */
    public List<String> unsettled() {
        return growths.values().stream()
                .filter(growth -> growth.outcome() != GrowthOutcome.FLAT)
                .map(SeriesGrowth::name)
                .filter(name -> !leaking.contains(name))
                .toList();
    }

    /** Returns the smallest growth that the last test could have found in a region. */
    public Optional<Double> smallest(String name) {
        return Optional.ofNullable(growths.get(name))
                .map(growth -> growth.minimumDetectable().value() * factor())
                .filter(Double::isFinite);
    }

    /** Growth over time is judged per millisecond. */
    private double factor() {
        return perRequest ? 1 : 1000;
    }
}
