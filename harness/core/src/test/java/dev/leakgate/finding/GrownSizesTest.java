package dev.leakgate.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.recording.Counts;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.ChunkSizes;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.region.RegionUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GrownSizesTest {

    private static final RegionKey HEAP = new RegionKey("", RegionKind.HEAP, "");
    private static final int REQUESTS = 500;

    @Test
    void aSizeThatGrowsInEveryRoundIsFound() {
        assertThat(grown(Map.of(1504L, steady(500, 500), 64L, steady(9, 0))))
                .containsExactly(new GrownSize(HEAP, 1504, 4000, 4000));
    }

    @Test
    void whatGrowsOnceIsNotFound() {
        assertThat(
                        grown(
                                Map.of(
                                        1504L,
                                        steady(0, 10),
                                        1024L,
                                        new long[] {0, 90, 180, 181, 181, 181, 181, 181, 181},
                                        4096L,
                                        new long[] {1, 1, 1, 1, 900, 900, 900, 900, 900})))
                .extracting(GrownSize::size)
                .containsExactly(1504L);
    }

    @Test
    void oneRoundInFourMayBeSpoiled() {
        assertThat(grown(Map.of(48L, new long[] {0, 10, 20, 19, 30, 40, 39, 50, 60}))).hasSize(1);
        assertThat(grown(Map.of(48L, new long[] {0, 10, 9, 8, 30, 40, 39, 50, 60}))).isEmpty();
    }

    @Test
    void theLargestPartComesFirstAndTheSmallestAreLeftOut() {
        assertThat(grown(Map.of(32L, steady(0, 100), 8192L, steady(0, 500), 2048L, steady(0, 500))))
                .extracting(GrownSize::size)
                .containsExactly(8192L, 2048L);
    }

    @Test
    void aRegionThatWasNotCountedHasNone() {
        Recording recording = recording(Map.of(1504L, steady(0, 500)));
        RegionKey other = new RegionKey("", RegionKind.ANONYMOUS, "");

        assertThat(GrownSizes.of(recording, List.of(other))).isEmpty();
    }

    @Test
    void saysHowManyThereAreWithEachRequest() {
        GrownSize size = grown(Map.of(32L, steady(7, 5))).get(0);

        assertThat(size.perRequest()).isEqualTo(0.01);
        assertThat(size.bytes()).isEqualTo(32 * 40);
    }

    private static List<GrownSize> grown(Map<Long, long[]> counts) {
        return GrownSizes.of(recording(counts), List.of(HEAP));
    }

    /** Returns 9 counts that rise by the same with each round. */
    private static long[] steady(long first, long perRound) {
        long[] counts = new long[9];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = first + i * perRound;
        }
        return counts;
    }

    private static Recording recording(Map<Long, long[]> counts) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            TreeMap<Long, Long> sizes = new TreeMap<>();
            long bytes = 0;
            for (Map.Entry<Long, long[]> size : counts.entrySet()) {
                sizes.put(size.getKey(), size.getValue()[i]);
                bytes += size.getKey() * size.getValue()[i];
            }
            HeapUse use = new HeapUse(bytes, 0, 1, true, ChunkSizes.of(sizes));
            snapshots.add(
                    new Snapshot(
                            Duration.ofSeconds(i),
                            (i + 1L) * REQUESTS,
                            new TreeMap<>(Map.of(HEAP, new RegionUse(bytes, bytes, bytes, 1))),
                            1,
                            1,
                            3,
                            false,
                            Duration.ofMillis(1),
                            Counts.NONE,
                            List.of(),
                            new TreeMap<>(Map.of(HEAP, use))));
        }
        return new Recording(REQUESTS, snapshots);
    }
}
