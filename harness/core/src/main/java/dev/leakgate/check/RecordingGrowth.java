package dev.leakgate.check;

import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthJudgement;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import dev.leakgate.verdict.Suppressions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what each region and each count of a recording does, judged together. */
public final class RecordingGrowth {

    private final GrowthJudgement regions;
    private final List<CountGrowth> counts;
    private final BytesPerRequest allowed;

    private RecordingGrowth(
            GrowthJudgement regions, List<CountGrowth> counts, BytesPerRequest allowed) {
        this.regions = regions;
        this.counts = counts;
        this.allowed = allowed;
    }

    /**
     * Judges a recording as a check does that has no budgets.
     *
     * @param recording of 5 to 200 rounds
     * @param allowed growth of any region that is no leak
     * @throws IllegalArgumentException when the rounds are fewer, or more
     */
    public static RecordingGrowth of(Recording recording, BytesPerRequest allowed) {
        return of(recording, allowed, List.of());
    }

    static RecordingGrowth of(
            Recording recording, BytesPerRequest allowed, List<CountBudget> countLimits) {
        return of(recording, allowed, countLimits, KnownObjects.NONE);
    }

    /** Judges what is left when objects that are known are taken away. */
    static RecordingGrowth of(
            Recording recording,
            BytesPerRequest allowed,
            List<CountBudget> countLimits,
            KnownObjects known) {
        List<GrowthSeries> series = new ArrayList<>();
        List<GrowthRules> rules = new ArrayList<>();
        for (RegionKey region : recording.regions()) {
            rules.add(GrowthRules.of(recording.countedExactly(List.of(region))).allowing(allowed));
            series.add(
                    new GrowthSeries(
                            region.toString(),
                            recording.atEqualRounds(
                                    known.takenFrom(recording, region, recording.levels(region))),
                            recording.requestsPerRound()));
        }
        int regions = series.size();
        List<CountKey> keys = List.copyOf(recording.counts());
        for (CountKey key : keys) {
            series.add(CountGrowth.series(key, recording));
            rules.add(CountGrowth.rules(key, CountGrowth.allowed(key.count(), countLimits)));
        }
        List<SeriesGrowth> all =
                MovedMemory.settle(
                        recording,
                        List.copyOf(recording.regions()),
                        GrowthJudge.judge(series, rules).series());
        List<CountGrowth> counts = new ArrayList<>();
        for (CountKey key : keys) {
            counts.add(
                    new CountGrowth(
                            key,
                            all.get(regions + counts.size()),
                            CountGrowth.allowed(key.count(), countLimits)));
        }
        return new RecordingGrowth(
                new GrowthJudgement(all.subList(0, regions)), List.copyOf(counts), allowed);
    }

    /** Returns these without what is suppressed. */
    RecordingGrowth without(Suppressions suppressions) {
        return new RecordingGrowth(
                new GrowthJudgement(
                        regions.series().stream()
                                .filter(series -> !suppressions.cover(series.name()))
                                .toList()),
                counts.stream()
                        .filter(count -> !suppressions.cover(count.growth().name()))
                        .toList(),
                allowed);
    }

    /** Returns what the regions do, in the order of the recording. */
    GrowthJudgement regions() {
        return regions;
    }

    /** Returns those of some regions that do something. */
    Set<RegionKey> named(GrowthOutcome outcome, Collection<RegionKey> of) {
        Set<String> names =
                regions.with(outcome).stream().map(SeriesGrowth::name).collect(Collectors.toSet());
        return of.stream()
                .filter(key -> names.contains(key.toString()))
                .collect(Collectors.toSet());
    }

    /** Returns what the counts do. */
    List<CountGrowth> counts() {
        return counts;
    }

    /**
     * Says what grows, one line each, the likeliest cause first: threads and processes bring
     * regions along, and regions bring mappings. Empty when nothing does.
     */
    public List<String> leaks() {
        List<String> causes = new ArrayList<>();
        List<String> effects = new ArrayList<>();
        for (CountGrowth count : counts) {
            if (count.leaks()) {
                (count.bringsMemory() ? causes : effects).add(count.leakText());
            }
        }
        for (SeriesGrowth leak : fastestFirst(GrowthOutcome.GROWING)) {
            causes.add(leak + ", allowed " + allowed.number());
        }
        causes.addAll(effects);
        return causes;
    }

    /**
     * Says what may grow, but the rounds cannot tell, one line each, with the remedy. Empty when
     * they can.
     */
    public List<String> unsettled() {
        List<String> unsettled = new ArrayList<>();
        for (SeriesGrowth series : fastestFirst(GrowthOutcome.UNSETTLED)) {
            unsettled.add(series + moreWarmUp(series));
        }
        for (CountGrowth count : counts) {
            if (count.unsettled()) {
                unsettled.add(count.unsettledText() + moreWarmUp(count.growth()));
            }
        }
        return unsettled;
    }

    private static String moreWarmUp(SeriesGrowth series) {
        return series.settlesAfterRequests().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "; raise warmUp by %,d",
                        series.settlesAfterRequests().getAsLong())
                : "; raise warmUp, or requestsPerRound";
    }

    private List<SeriesGrowth> fastestFirst(GrowthOutcome outcome) {
        return regions.with(outcome).stream()
                .sorted(Comparator.comparing(SeriesGrowth::growth).reversed())
                .toList();
    }
}
