package dev.leakgate.junit;

import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.SeriesGrowth;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on the footprint of some regions; begins at {@link RecordingAssert#region}.
 *
 * @since 0.1
 */
public class RegionAssert extends AbstractAssert<RegionAssert, RegionLevels> {

    private @Nullable RecordingAssert recording;

    RegionAssert(RegionLevels actual) {
        super(actual, RegionAssert.class);
    }

    void comesFrom(RecordingAssert origin) {
        recording = origin;
    }

    /**
     * Verifies that the footprint does not grow by more than {@code limit} for each request, judged
     * as the check itself judges. Rounds that cannot tell fail too.
     */
    public RegionAssert growsAtMost(BytesPerRequest limit) {
        requireThere();
        SeriesGrowth growth = actual.growth(limit);
        if (growth.outcome() == GrowthOutcome.GROWING) {
            throw failure("%s, allowed %s%n  after each round: %s", growth, limit.number(), actual);
        }
        if (growth.outcome() == GrowthOutcome.UNSETTLED) {
            throw failure("%s%n  after each round: %s", RegionLevels.unsettledText(growth), actual);
        }
        return myself;
    }

    /** Verifies that the footprint is less than {@code limit} in every snapshot. */
    public RegionAssert staysBelow(ByteSize limit) {
        requireThere();
        ByteSize largest = actual.largest();
        if (largest.compareTo(limit) >= 0) {
            throw failure(
                    "%s reaches %s, allowed less than %s%n  after each round: %s",
                    actual.name(), largest, limit, actual);
        }
        return myself;
    }

    /** Goes back to the recording, for another of its regions. */
    public RecordingAssert and() {
        if (recording == null) {
            throw new IllegalStateException("this region came from no recording");
        }
        return recording;
    }

    private void requireThere() {
        isNotNull();
        actual.missing()
                .ifPresent(
                        missing -> {
                            throw failure("%s", missing);
                        });
    }
}
