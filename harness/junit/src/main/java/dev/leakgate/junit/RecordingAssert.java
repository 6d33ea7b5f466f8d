package dev.leakgate.junit;

import dev.leakgate.check.RecordingGrowth;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.BytesPerRequest;
import java.util.List;
import java.util.Locale;
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

    /**
     * Verifies that neither a region nor a count (threads, descriptors, mappings …) grows with the
     * requests, judged as the check itself judges when it has no budgets and no suppressions.
     */
    public RecordingAssert hasNoLeak() {
        return hasNoLeak(BytesPerRequest.ZERO);
    }

    /**
     * Verifies that no region grows with the requests by more than is allowed, and no count at all.
     * Rounds that cannot tell fail too.
     */
    public RecordingAssert hasNoLeak(BytesPerRequest allowed) {
        isNotNull();
        RecordingGrowth growth = RecordingGrowth.of(actual, allowed);
        List<String> leaks = growth.leaks();
        if (!leaks.isEmpty()) {
            throw failure(
                    "%s%n%s",
                    String.join(System.lineSeparator(), leaks),
                    String.format(
                            Locale.ROOT,
                            "over %,d rounds of %,d requests",
                            actual.rounds(),
                            actual.requestsPerRound()));
        }
        List<String> unsettled = growth.unsettled();
        if (!unsettled.isEmpty()) {
            throw failure("could not tell: %s", unsettled.get(0));
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
}
