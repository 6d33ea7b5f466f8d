package dev.leakgate.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts the chunks of a program that knows what it holds: {@code chunks.c}. */
class ServiceHeapsIT {

    private static final long OBJECTS = 10_000;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "mixed, -m64", "mixed, -m32", "mixed, -static",
        "fastbins, -m64", "fastbins, -m32", "fastbins, -static",
        "fragmented, -m64", "fragmented, -m32", "fragmented, -static",
        "forked, -m64", "forked, -m32", "forked, -static",
    })
    void countsEachChunkThatTheProgramHolds(String mode, String flag) {
        HeapLook plain = look("plain", flag);
        HeapLook look = look(mode, flag);

        assertThat(look.allocator()).isEqualTo(new Allocator.Glibc(true));
        assertThat(look.heap().live() - plain.heap().live()).isEqualTo(look.claimed(0));
        assertThat(look.heap().liveChunks() - plain.heap().liveChunks()).isEqualTo(look.claimed(1));
        knowsTheSizeOfEachChunk(look.heap());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "objects, -m64",
        "objects, -m32",
        "objects, -static",
        "ended, -m64",
        "ended, -m32",
    })
    void countsTheObjectsOfEachThread(String mode, String flag) {
        HeapLook look = look(mode, flag);

        assertThat(look.allocator()).isEqualTo(new Allocator.Glibc(true));
        HeapUse all = look.all();
        long plain = look("plain", flag).heap().live();
        long chunk = flag.equals("-m32") ? 1504 : 1520;
        long objects = 21 * OBJECTS * chunk;
        knowsTheSizeOfEachChunk(all);
        assertThat(all.sizes().count(chunk)).isEqualTo(21 * OBJECTS);
        assertThat(all.live() - plain - objects)
                .as("caches of the threads, and what pthread_create allocates; %s", look.uses())
                .isBetween(0L, 6 * 2048L);
        assertThat(look.uses().keySet())
                .anyMatch(key -> key.kind() == RegionKind.ARENAS)
                .allMatch(key -> key.kind() != RegionKind.ANONYMOUS);
        // With 32 bits there are so few arenas that a thread shares the main one.
        if (mode.equals("objects") && !flag.equals("-m32")) {
            RegionKey handlers = new RegionKey("", RegionKind.ARENAS, "handler");
            assertThat(look.uses().getOrDefault(handlers, HeapUse.NONE).live())
                    .isGreaterThanOrEqualTo(objects * 9 / 10);
        }
    }

    /** The kernel merges them with each other, and with the heaps of the threads. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-m64", "-m32", "-static"})
    void countsChunksWithMappingsOfTheirOwn(String flag) {
        HeapLook before = look("objects", flag);
        HeapLook look = look("large", flag);

        assertThat(look.allocator()).isEqualTo(new Allocator.Glibc(true));
        HeapUse grown = look.all();
        assertThat(grown.live() - before.all().live())
                .as("%s", look.uses())
                .isEqualTo(look.claimed(0));
        assertThat(grown.liveChunks() - before.all().liveChunks()).isEqualTo(look.claimed(1));
        assertThat(look.uses().keySet())
                .anyMatch(key -> key.kind() == RegionKind.LARGE_ALLOCATIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"corrupted", "overrun"})
    void saysWhereAHeapIsBroken(String mode) {
        HeapLook look = look(mode, "-m64");

        assertThat(look.uses()).isEmpty();
        assertThat(look.allocator())
                .isInstanceOfSatisfying(
                        Allocator.Opaque.class,
                        opaque ->
                                assertThat(opaque.reason())
                                        .startsWith("its heap does not check out: ")
                                        .containsPattern("0x[0-9a-f]+"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @Timeout(60)
    void comesToAnEndOnAnyHeap(int seed) {
        Path program = NativePrograms.build("chunks.c");
        try (RunningProgram running =
                RunningProgram.startAndAwaitSleep(program, "scribbled", Integer.toString(seed))) {
            HeapLook look = HeapLook.of(running);

            assertThat(look.allocator()).isInstanceOf(Allocator.Opaque.class);
            assertThat(look.uses()).isEmpty();
        }
    }

    @Test
    void countsNothingWhereMallocWasNeverCalled() {
        HeapLook look = look("nothing", "-m64");

        assertThat(look.heap()).isEqualTo(HeapUse.NONE);
    }

    private static void knowsTheSizeOfEachChunk(HeapUse use) {
        long bytes = 0;
        long chunks = 0;
        for (Map.Entry<Long, Long> size : use.sizes().counts().entrySet()) {
            assertThat(size.getValue()).as("chunks of %d bytes", size.getKey()).isPositive();
            bytes += size.getKey() * size.getValue();
            chunks += size.getValue();
        }
        assertThat(bytes).isEqualTo(use.live());
        assertThat(chunks).isEqualTo(use.liveChunks());
    }

    private HeapLook look(String mode, String flag) {
        Assumptions.assumeTrue(
                !flag.equals("-m32") || Files.exists(Path.of("/usr/include/x86_64-linux-gnu/gnu")),
                "needs gcc-multilib to build a 32-bit program");
        Path program = NativePrograms.build("chunks.c", flag);
        try (RunningProgram running = RunningProgram.startAndAwaitSleep(program, mode)) {
            return HeapLook.of(running);
        }
    }
}
