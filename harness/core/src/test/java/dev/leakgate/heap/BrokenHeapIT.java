package dev.leakgate.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.FrozenMemory;
import dev.leakgate.image.Image;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.TracedProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks the heap of {@code chunks.c} in one place each. Where the walk breaks is said, and what
 * lies before it is kept.
 */
@Timeout(60)
class BrokenHeapIT {

    private static final long IN_USE = 1;

    @TempDir private static Path folder;
    private static TracedProgram program;
    private static Image image;
    private static HeapMap whole;
    private static MainArena main;
    private static long victim;

    @BeforeAll
    static void takeAnImage() throws IOException {
        program = TracedProgram.start(folder, NativePrograms.build("chunks.c"), "fastbins");
        image = ((Capture.Taken) Captures.of(program.pid(), CaptureMode.FORK)).image();
        whole = HeapMap.of(image);
        FrozenMemory memory = whole.memory();
        main = MainArena.find(whole.layout(), new HeapMemory(memory)).orElseThrow();
        ChunkCursor chunk = whole.chunks();
        for (int i = 0; i < 3000 || whole.size(chunk.address()) < 64; i++) {
            assertThat(chunk.next()).isTrue();
        }
        victim = chunk.address();
    }

    @AfterAll
    static void end() {
        image.close();
        program.close();
    }

    @Test
    void aChunkOfNoSize() throws IOException {
        breaksAtTheVictim(IN_USE, "says a chunk of 0 bytes, which cannot be");
    }

    @Test
    void aChunkThatEndsBeyondItsHeap() throws IOException {
        breaksAtTheVictim(
                1L << 40 | IN_USE, "says a chunk of 1099511627776 bytes, which cannot be");
    }

    private static void breaksAtTheVictim(long header, String message) throws IOException {
        HeapMap heap = with(Map.of(victim - 8, header));

        assertThat(heap.problems())
                .containsExactly(String.format("the header at 0x%x ", victim - 16) + message);
        keepsWhatLiesBefore(heap);
    }

    @Test
    void aChunkThatEndsWithinTheNext() throws IOException {
        HeapMap heap = with(Map.of(victim - 8, whole.size(victim) + 16 | IN_USE));

        assertThat(heap.problems()).singleElement().asString().containsPattern("0x[0-9a-f]+");
        keepsWhatLiesBefore(heap);
    }

    private static void keepsWhatLiesBefore(HeapMap heap) {
        assertThat(heap.liveChunks()).isPositive().isLessThan(whole.liveChunks());
        ChunkCursor all = whole.chunks();
        ChunkCursor kept = heap.chunks();
        while (kept.next()) {
            assertThat(all.next()).isTrue();
            assertThat(kept.address()).isEqualTo(all.address()).isLessThanOrEqualTo(victim);
        }
        assertThat(all.next()).isTrue();
        assertThat(heap.chunkAt(all.address() + 64)).isZero();
        assertThat(heap.unwalked()).hasSize(1);
    }

    /** Its chunks are free whichever way the list goes on. */
    @Test
    void aFastbinThatIsALoop() throws IOException {
        long first = 0;
        int bin = -1;
        while (first == 0) {
            first = whole.memory().word(main.address() + main.shape().fastbin(++bin));
        }
        long link = first + 16;
        HeapMap heap = with(Map.of(link, first ^ link >>> 12));

        assertThat(heap.problems())
                .containsExactly(
                        String.format(
                                "the fastbin of %d bytes of the arena at 0x%x is broken",
                                main.shape().fastbinChunk(bin), main.address()));
        assertThat(heap.liveChunks()).isGreaterThan(whole.liveChunks());
    }

    /** A program that goes on to write to what it freed spoils the lists of free chunks first. */
    @Test
    void binsThatWereOverwritten() throws IOException {
        Map<Long, Long> words = new HashMap<>();
        for (int bin = 0; bin < 4; bin++) {
            words.put(main.address() + main.shape().bins() + bin * 40L * 8, victim + 16);
        }
        HeapMap heap = with(words);

        assertThat(heap.allocator()).isEqualTo(new Allocator.Glibc(true));
        assertThat(heap.liveChunks()).isEqualTo(whole.liveChunks());
    }

    private static HeapMap with(Map<Long, Long> words) throws IOException {
        return HeapMap.of(PatchedImage.of(image, words));
    }
}
