package dev.leakgate.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.region.HeapUse;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Counts in a made-up mapping, laid out as the kernel merges neighbours. */
class LargeChunksTest {

    private static final long START = 0x7f00_0000_0000L;
    private static final long PAGE = 4096;
    private static final int IS_MMAPPED = 2;

    private final NavigableMap<Long, Long> headers = new TreeMap<>();
    private final NavigableMap<Long, Long> heapEnds = new TreeMap<>();

    private void chunk(long page, long pages) {
        headers.put(START + page * PAGE + 8, pages * PAGE | IS_MMAPPED);
    }

    private void heap(long page, long pages) {
        heapEnds.put(START + page * PAGE, START + (page + pages) * PAGE);
    }

    private int read(long address, ByteBuffer into) {
        int bytes = into.remaining();
        into.putLong(headers.getOrDefault(address, 0L));
        return bytes;
    }

    private HeapUse beside(long pages) {
        HeapMemory memory = new HeapMemory(this::read, 8, HeapMemory.newWindow());
        return new LargeChunks(memory).beside(heapEnds, START, START + pages * PAGE);
    }

    /** Counts the same without the sizes. */
    private HeapUse sumBeside(long pages) {
        HeapUse use = beside(pages);
        return new HeapUse(use.live(), use.retained(), use.liveChunks(), use.exact());
    }

    private static HeapUse pages(long pages, long chunks) {
        return new HeapUse(pages * PAGE, 0, chunks, true);
    }

    @Test
    void chunksFollowEachOther() {
        chunk(0, 40);
        chunk(40, 2);
        chunk(42, 100);

        assertThat(sumBeside(142)).isEqualTo(pages(142, 3));
        assertThat(beside(142).sizes().counts())
                .isEqualTo(Map.of(2 * PAGE, 1L, 40 * PAGE, 1L, 100 * PAGE, 1L));
    }

    /** glibc 2.43 leaves the header out of the size. */
    @Test
    void aSizeMayBeLessByTheHeader() {
        headers.put(START + 8, 40 * PAGE - 16 | IS_MMAPPED);
        chunk(40, 2);

        assertThat(sumBeside(42)).isEqualTo(pages(42, 2));
    }

    @Test
    void whatNoHeaderExplainsCountsWithItsSize() {
        chunk(0, 40);
        chunk(50, 10); // ten pages of somebody else before, and forty behind

        assertThat(sumBeside(100)).isEqualTo(pages(100, 4));
    }

    @Test
    void aChunkDoesNotReachOverTheEndOfItsMapping() {
        chunk(0, 41);

        assertThat(sumBeside(40)).isEqualTo(pages(40, 1));
    }

    @Test
    void theHeapsOfThreadsAreLeftOut() {
        heap(-10, 15); // begins before the mapping
        chunk(5, 10);
        heap(15, 20);
        chunk(35, 30);
        heap(65, 100);

        assertThat(sumBeside(165)).isEqualTo(pages(40, 2));
        assertThat(sumBeside(60)).isEqualTo(pages(35, 2));
    }

    @Test
    void aMappingOfHeapsAloneHasNone() {
        heap(0, 16);
        heap(16, 16);

        assertThat(sumBeside(32)).isEqualTo(HeapUse.NONE);
    }
}
