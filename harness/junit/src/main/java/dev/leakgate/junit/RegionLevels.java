package dev.leakgate.junit;

import static java.util.stream.Collectors.joining;

import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Holds the summed memory of some regions in each snapshot. */
final class RegionLevels {

    private final String name;
    private final long[] footprints;
    private final long[] judged;
    private final GrowthRules rules;
    private final int requestsPerRound;
    private final @Nullable String missing;

    private RegionLevels(
            String name, List<RegionKey> keys, Recording recording, @Nullable String missing) {
        this.name = name;
        footprints =
                recording.snapshots().stream()
                        .mapToLong(
                                snapshot ->
                                        keys.stream()
                                                .mapToLong(key -> snapshot.region(key).footprint())
                                                .sum())
                        .toArray();
        judged = recording.atEqualRounds(recording.levels(keys));
        rules = GrowthRules.of(!keys.isEmpty() && recording.countedExactly(keys));
        requestsPerRound = recording.requestsPerRound();
        this.missing = missing;
    }

    /** Sums regions; none at all is nothing. */
    static RegionLevels of(Recording recording, String name, Predicate<RegionKey> which) {
        return sum(recording, name, which, null);
    }

    /** Sums regions that the test names; none at all is a mistake in the name. */
    static RegionLevels named(Recording recording, String name, Predicate<RegionKey> which) {
        String missing =
                recording.regions().stream().anyMatch(which)
                        ? null
                        : "there is no region "
                                + name
                                + "; the recording has "
                                + recording.regions().stream()
                                        .map(RegionKey::toString)
                                        .collect(joining(", "));
        return sum(recording, name, which, missing);
    }

    private static RegionLevels sum(
            Recording recording,
            String name,
            Predicate<RegionKey> which,
            @Nullable String missing) {
        List<RegionKey> keys = recording.regions().stream().filter(which).toList();
        return new RegionLevels(name, keys, recording, missing);
    }

    String name() {
        return name;
    }

    /** Returns what is wrong with the name; nothing when regions have it. */
    Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    SeriesGrowth growth(BytesPerRequest allowed) {
        GrowthSeries series = new GrowthSeries(name, judged, requestsPerRound);
        return GrowthJudge.judge(List.of(series), rules.allowing(allowed)).series().get(0);
    }

    ByteSize largest() {
        return new ByteSize(Arrays.stream(footprints).max().orElse(0));
    }

    /** Says that rounds could not tell, and what would. */
    static String unsettledText(SeriesGrowth growth) {
        String remedy =
                growth.settlesAfterRequests().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "warm up with %,d requests more",
                                growth.settlesAfterRequests().getAsLong())
                        : "measure more rounds, or larger ones";
        return "could not tell: " + growth + "; " + remedy;
    }

    /** Prints {@code heap: 1 MiB, 1.1 MiB, 1.1 MiB}. */
    @Override
    public String toString() {
        return Arrays.stream(footprints)
                .mapToObj(level -> new ByteSize(level).toString())
                .collect(joining(", ", name + ": ", ""));
    }
}
