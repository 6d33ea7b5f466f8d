package dev.leakgate.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.image.AddressRange;
import org.junit.jupiter.api.Test;

class SpanTableTest {

    private static final long GRANULE = 1L << Slots.GRANULE_SHIFT;

    @Test
    void whatNeedsMoreNumbersThanThereIsRoomForIsTakenOut() {
        SpanTable spans = new SpanTable();
        spans.add(GRANULE, 3 * GRANULE - 1, 0);
        spans.add(1L << 40, 1L << 46, 1);
        spans.add((1L << 46) + GRANULE, (1L << 46) + 2 * GRANULE, 2);

        assertThat(spans.limit(10))
                .containsExactly(
                        new AddressRange(1L << 40, 1L << 46),
                        new AddressRange((1L << 46) + GRANULE, (1L << 46) + 2 * GRANULE));
        assertThat(spans.starts()).containsExactly(GRANULE);
        assertThat(new Slots(spans.starts(), spans.ends()).granules()).isEqualTo(2);
    }

    @Test
    void whatHasRoomStays() {
        SpanTable spans = new SpanTable();
        spans.add(GRANULE, 3 * GRANULE - 1, 0);

        assertThat(spans.limit(2)).isEmpty();
        assertThat(spans.starts()).hasSize(1);
    }

    @Test
    void chunksOutsideOfTheNumbersAreNotKept() {
        Slots slots = new Slots(new long[] {GRANULE}, new long[] {2 * GRANULE - 1});
        ChunkBits bits = new ChunkBits(slots, Long.BYTES);

        bits.chunk(1L << 40, 64, true);
        bits.end((1L << 40) + 64);

        assertThat(bits.nextLive(0)).isEqualTo(-1);
    }
}
