package dev.leakgate.check;

import static dev.leakgate.check.Recordings.HANDLER_STACKS;
import static dev.leakgate.check.Recordings.HEAP;
import static dev.leakgate.check.Recordings.counted;
import static dev.leakgate.check.Recordings.rising;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.load.LoadShape;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds in which series a run says what it could have seen. */
class SmallestLeakTest {

    private static final long MIB = 1 << 20;
    private static final RegionKey ARENAS = new RegionKey("", RegionKind.ARENAS, "handler");
    private static final Recording FOOTPRINTS =
            Recordings.of(
                    Map.of(
                            HEAP, rising(MIB, 0),
                            ARENAS, rising(MIB, 0),
                            HANDLER_STACKS, rising(MIB, 0)));

    @Test
    void theBytesInUseOfTheHeapCountWhereTheyWereCounted() {
        SmallestLeak leak = smallest(counted(FOOTPRINTS, HEAP, ARENAS));

        assertThat(leak.size().value()).isEqualTo(512.0 / Recordings.REQUESTS);
        assertThat(leak.floor().value()).isEqualTo(512.0 / Recordings.REQUESTS);
    }

    @Test
    void theLeastSharpOfHeapAndArenasCounts() {
        assertThat(smallest(counted(FOOTPRINTS, HEAP)).size().value())
                .isEqualTo(8192.0 / Recordings.REQUESTS);
    }

    @Test
    void anyRegionCountsWhereNothingWasCounted() {
        assertThat(smallest(FOOTPRINTS).size().value()).isEqualTo(8192.0 / Recordings.REQUESTS);
    }

    @Test
    void aRunIsAskedForWhatItsOwnSeriesCouldSee() {
        BytesPerRequest two = new BytesPerRequest(2);
        assertThat(conclusion(counted(FOOTPRINTS, HEAP, ARENAS), two).verdict())
                .isEqualTo(Verdict.CLEAN);
        assertThat(conclusion(FOOTPRINTS, two).reason())
                .startsWith("the smallest leak that this run could see is 16.4 B per request");
    }

    private static SmallestLeak smallest(Recording recording) {
        SmallestLeak leak = conclusion(recording, new BytesPerRequest(100)).figures().smallest();
        assertThat(leak).isNotNull();
        return leak;
    }

    private static Conclusion conclusion(Recording recording, BytesPerRequest detects) {
        CheckPlan plan =
                new CheckPlan(
                        0,
                        8,
                        Recordings.REQUESTS,
                        1,
                        LoadShape.CLOSED,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(1),
                        BytesPerRequest.ZERO,
                        detects);
        return Conclusion.of(recording, plan, List.of(), List.of(), Suppressions.NONE);
    }
}
