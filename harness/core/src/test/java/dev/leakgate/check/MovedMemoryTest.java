package dev.leakgate.check;

import static dev.leakgate.check.Recordings.HEAP;
import static dev.leakgate.check.Recordings.rising;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.SeriesGrowth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Holds what becomes of a heap that grows while another of its process shrinks. */
class MovedMemoryTest {

    private static final long MIB = 1 << 20;
    private static final RegionKey ARENAS = new RegionKey("", RegionKind.ARENAS, "handler");
    private static final RegionKey OTHERS = new RegionKey("worker", RegionKind.ARENAS, "handler");

    /** As two threads of unbound do that share a cache. */
    @Test
    void entriesThatMoveFromOneArenaToAnotherAreNoLeak() {
        long[] heap = rising(10 * MIB, 6000);
        long[] arena = new long[heap.length];
        SplittableRandom random = new SplittableRandom(1);
        Arrays.setAll(arena, i -> 16 * MIB - heap[i] + random.nextInt(1000));

        assertThat(outcome(HEAP, counted(HEAP, heap, ARENAS, arena))).isEqualTo(GrowthOutcome.FLAT);
    }

    @Test
    void whatOnlyHalfMovedIsNotSettled() {
        assertThat(
                        outcome(
                                HEAP,
                                counted(
                                        HEAP, rising(10 * MIB, 6000),
                                        ARENAS, rising(16 * MIB, -4000))))
                .isEqualTo(GrowthOutcome.UNSETTLED);
    }

    @Test
    void aLeakStaysALeakBesideAnArenaThatStandsOrShrinksALittle() {
        for (long other : new long[] {0, -2000, 2000}) {
            assertThat(
                            outcome(
                                    HEAP,
                                    counted(
                                            HEAP, rising(10 * MIB, 6000),
                                            ARENAS, rising(16 * MIB, other))))
                    .as("the other arena by %d B a round", other)
                    .isEqualTo(GrowthOutcome.GROWING);
        }
    }

    @Test
    void whatAnotherProcessGivesBackMakesUpForNothing() {
        assertThat(
                        outcome(
                                HEAP,
                                counted(
                                        HEAP, rising(10 * MIB, 6000),
                                        OTHERS, rising(16 * MIB, -6000))))
                .isEqualTo(GrowthOutcome.GROWING);
    }

    @Test
    void pagesThatWereNotCountedMakeUpForNothing() {
        Recording footprints =
                Recordings.of(
                        Map.of(
                                HEAP, rising(10 * MIB, 60_000),
                                ARENAS, rising(16 * MIB, -60_000)));
        assertThat(outcome(HEAP, footprints)).isEqualTo(GrowthOutcome.GROWING);
    }

    /** Half of each footprint is in use, so levels are given twice as large. */
    private static Recording counted(
            RegionKey first, long[] firstLevels, RegionKey second, long[] secondLevels) {
        return Recordings.counted(
                Recordings.of(
                        Map.of(
                                first, Arrays.stream(firstLevels).map(l -> 2 * l).toArray(),
                                second, Arrays.stream(secondLevels).map(l -> 2 * l).toArray())),
                first,
                second);
    }

    private static GrowthOutcome outcome(RegionKey key, Recording recording) {
        List<RegionKey> regions = List.copyOf(recording.regions());
        List<SeriesGrowth> growths =
                RecordingGrowth.of(recording, BytesPerRequest.ZERO).regions().series();
        return growths.get(regions.indexOf(key)).outcome();
    }
}
