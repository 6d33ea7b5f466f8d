package dev.leakgate.junit;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthJudgement;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/**
 * Asserts on what the rounds of a check measured.
 *
 * @since 0.1
 */
public class RecordingAssert extends AbstractAssert<RecordingAssert, Recording> {

    private Function<RegionLevels, RegionAssert> regionAsserts = RegionAssert::new;

    /** Begins assertions on a recording; {@link LeakgateAssertions#assertThat} reads better. */
    public RecordingAssert(Recording actual) {
        super(actual, RecordingAssert.class);
    }

    /** Lets soft assertions collect what fails on a region too. */
    void collectWith(Function<RegionLevels, RegionAssert> asserts) {
        regionAsserts = asserts;
    }

    /** Verifies that no region grows with the requests, judged as the check itself judges. */
    public RecordingAssert hasNoLeak() {
        return hasNoLeak(BytesPerRequest.ZERO);
    }

    /**
     * Verifies that no region grows with the requests by more than is allowed. Rounds that cannot
     * tell fail too.
     */
    public RecordingAssert hasNoLeak(BytesPerRequest allowed) {
        isNotNull();
        List<GrowthSeries> series = actual.regions().stream().map(this::series).toList();
        List<GrowthRules> rules =
                actual.regions().stream()
                        .map(key -> GrowthRules.of(actual.countedExactly(List.of(key))))
                        .map(rule -> rule.allowing(allowed))
                        .toList();
        GrowthJudgement judged = GrowthJudge.judge(series, rules);
        List<SeriesGrowth> leaks = worstFirst(judged.with(GrowthOutcome.GROWING));
        if (!leaks.isEmpty()) {
            throw failure("%s", leaksText(leaks, allowed));
        }
        List<SeriesGrowth> unsettled = worstFirst(judged.with(GrowthOutcome.UNSETTLED));
        if (!unsettled.isEmpty()) {
            throw failure("%s", RegionLevels.unsettledText(unsettled.get(0)));
        }
        return myself;
    }

    /** Moves on to the regions of a kind, summed over names and processes. */
    public RegionAssert region(RegionKind kind) {
        isNotNull();
        return on(RegionLevels.of(actual, kind.text(), key -> key.kind() == kind));
    }

    /**
     * Moves on to the regions of a kind and a name, summed over processes.
     *
     * @param name a thread name or a path, as reports print it
     */
    public RegionAssert region(RegionKind kind, String name) {
        isNotNull();
        String text = new RegionKey("", kind, name).toString();
        return on(
                RegionLevels.named(
                        actual, text, key -> key.kind() == kind && key.name().equals(name)));
    }

    private RegionAssert on(RegionLevels levels) {
        RegionAssert region = regionAsserts.apply(levels);
        region.comesFrom(myself);
        String description = descriptionText();
        return description.isEmpty() ? region : region.as("%s", description);
    }

    private GrowthSeries series(RegionKey key) {
        return new GrowthSeries(
                key.toString(),
                actual.atEqualRounds(actual.levels(key)),
                actual.requestsPerRound());
    }

    private static List<SeriesGrowth> worstFirst(List<SeriesGrowth> growths) {
        return growths.stream().sorted(comparing(SeriesGrowth::growth, reverseOrder())).toList();
    }

    private String leaksText(List<SeriesGrowth> leaks, BytesPerRequest allowed) {
        StringBuilder text = new StringBuilder();
        for (SeriesGrowth leak : leaks) {
            text.append(text.isEmpty() ? "" : System.lineSeparator())
                    .append(leak)
                    .append(", allowed ")
                    .append(allowed.number());
        }
        return text.append(System.lineSeparator())
                .append(
                        String.format(
                                "over %,d rounds of %,d requests",
                                actual.rounds(), actual.requestsPerRound()))
                .toString();
    }
}
