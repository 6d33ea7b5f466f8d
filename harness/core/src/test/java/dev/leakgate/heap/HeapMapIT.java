package dev.leakgate.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.elf.ElfException;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.region.RegionKey;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.TracedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps the heaps of {@code chunks.c}, which knows what it holds, from images of all sources. */
class HeapMapIT {

    private static final int OBJECTS = 10_000;

    @TempDir Path folder;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "mixed, -m64",
        "mixed, -m32",
        "mixed, -static",
        "fastbins, -m64",
        "fastbins, -m32",
        "fastbins, -static",
        "fragmented, -m64",
        "fragmented, -m32",
        "objects, -m64",
        "objects, -m32",
        "objects, -static",
        "ended, -m64",
        "ended, -m32",
        "large, -m64",
        "large, -m32",
        "nothing, -m64",
    })
    void aCopyACoreAndTheRunningProcessAgree(String mode, String flag) throws ElfException {
        try (TracedProgram program = start(mode, flag)) {
            HeapLook look = HeapLook.of(program.pid(), program.said());
            SortedMap<RegionKey, List<Long>> running = new TreeMap<>();
            look.uses().forEach((key, use) -> add(running, key, use.liveChunks(), use.live()));
            running.values().removeIf(counts -> counts.get(0) == 0);
            Path core = folder.resolve("core");

            SortedMap<RegionKey, List<Long>> copied =
                    copied(
                            program,
                            image -> {
                                write(image, core);
                                return counted(image);
                            });
            assertThat(copied).isEqualTo(running);
            try (Image image = CoreFiles.open(core)) {
                assertThat(counted(image)).isEqualTo(running);
            }
            try (Image image = Captures.live(program.pid())) {
                assertThat(counted(image)).isEqualTo(running);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m64", "-m32"})
    void knowsEachThreadsObjects(String flag) {
        try (TracedProgram program = start("objects", flag)) {
            copied(
                    program,
                    image -> {
                        HeapMap heap = map(image);
                        long size = flag.equals("-m32") ? 1504 : 1520;
                        List<Integer> perArena = new ArrayList<>();
                        int[] counts = new int[heap.arenas().size()];
                        ChunkCursor chunk = heap.chunks();
                        while (chunk.next()) {
                            if (chunk.size() == size) {
                                counts[chunk.arena()]++;
                                assertThat(heap.memory().word(chunk.address()) & 0xff)
                                        .isBetween((long) 'A', (long) 'F');
                            }
                        }
                        for (int i = 0; i < counts.length; i++) {
                            HeapArena arena = heap.arenas().get(i);
                            perArena.add(counts[i]);
                            assertThat(arena.problem()).isEmpty();
                            if (flag.equals("-m64") && arena.kind() == HeapArena.Kind.THREAD) {
                                // The thread's cache, and no more than pthread_create allocates.
                                assertThat(arena.liveBytes() - counts[i] * size).isEqualTo(656);
                                assertThat(arena.threads()).hasSize(1);
                                assertThat(arena.threads().get(0).name()).isEqualTo("handler");
                            }
                        }
                        assertThat(perArena.stream().mapToInt(n -> n).sum())
                                .isEqualTo(21 * OBJECTS);
                        if (flag.equals("-m64")) {
                            assertThat(perArena)
                                    .containsExactlyInAnyOrder(
                                            0,
                                            OBJECTS,
                                            2 * OBJECTS,
                                            3 * OBJECTS,
                                            4 * OBJECTS,
                                            5 * OBJECTS,
                                            6 * OBJECTS);
                        }
                        return heap;
                    });
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"mixed, -m64", "mixed, -m32", "large, -m64", "fragmented, -m64"})
    void findsTheChunkThatAnAddressPointsInto(String mode, String flag) {
        try (TracedProgram program = start(mode, flag)) {
            copied(
                    program,
                    image -> {
                        HeapMap heap = map(image);
                        long chunks = 0;
                        long bytes = 0;
                        ChunkCursor chunk = heap.chunks();
                        while (chunk.next()) {
                            long user = chunk.address();
                            chunks++;
                            bytes += chunk.size();
                            assertThat(heap.address(chunk.slot())).isEqualTo(user);
                            assertThat(heap.size(user)).isEqualTo(chunk.size());
                            assertThat(heap.usable(user)).isEqualTo(chunk.usable());
                            for (long at :
                                    new long[] {0, 1, chunk.usable() / 2, chunk.usable() - 1}) {
                                if (heap.chunkAt(user + at) != user) {
                                    assertThat(heap.chunkAt(user + at))
                                            .as("0x%x + %d", user, at)
                                            .isEqualTo(user);
                                }
                            }
                            if (heap.chunkAt(user + chunk.usable()) == user
                                    || heap.chunkAt(user - 1) == user) {
                                assertThat(user).as("goes beyond its bytes").isZero();
                            }
                        }
                        assertThat(chunks).isEqualTo(heap.liveChunks());
                        assertThat(bytes).isEqualTo(heap.liveBytes());
                        return heap;
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"corrupted", "overrun"})
    void keepsWhatLiesBeforeTheBrokenPlace(String mode) {
        try (TracedProgram program = start(mode, "-m64")) {
            copied(
                    program,
                    image -> {
                        HeapMap heap = map(image);
                        assertThat(heap.problems())
                                .singleElement()
                                .asString()
                                .containsPattern("0x[0-9a-f]+");
                        assertThat(heap.unwalked()).hasSize(1);
                        assertThat(heap.liveChunks())
                                .isGreaterThan(mode.equals("overrun") ? 9_000 : 1_400);
                        assertThat(heap.chunkAt(heap.unwalked().get(0).start() + 64)).isZero();
                        return heap;
                    });
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    @Timeout(60)
    void comesToAnEndOnAnyHeap(int seed) {
        Path program = NativePrograms.build("chunks.c");
        try (TracedProgram running =
                TracedProgram.start(folder, program, "scribbled", Integer.toString(seed))) {
            copied(
                    running,
                    image -> {
                        HeapMap heap = map(image);
                        assertThat(heap.problems()).isNotEmpty();
                        long bytes = 0;
                        ChunkCursor chunk = heap.chunks();
                        while (chunk.next()) {
                            bytes += chunk.size();
                        }
                        assertThat(bytes).isEqualTo(heap.liveBytes());
                        return heap;
                    });
        }
    }

    private TracedProgram start(String mode, String flag) {
        return TracedProgram.start(folder, NativePrograms.build("chunks.c", flag), mode);
    }

    private static void write(Image image, Path core) {
        try {
            CoreFiles.write(image, core, CoreOptions.ALL);
        } catch (ElfException failure) {
            throw new AssertionError(failure);
        }
    }

    private static HeapMap map(Image image) {
        try {
            return HeapMap.of(image);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static <T> T copied(TracedProgram program, Function<Image, T> use) {
        Capture capture = Captures.of(program.pid(), CaptureMode.FORK);
        assertThat(capture).isInstanceOf(Capture.Taken.class);
        try (Image image = ((Capture.Taken) capture).image()) {
            return use.apply(image);
        }
    }

    private static SortedMap<RegionKey, List<Long>> counted(Image image) {
        HeapMap heap = map(image);
        assertThat(heap.problems()).isEmpty();
        SortedMap<RegionKey, List<Long>> counts = new TreeMap<>();
        for (HeapArena arena : heap.arenas()) {
            add(counts, arena.region(), arena.liveChunks(), arena.liveBytes());
        }
        counts.values().removeIf(count -> count.get(0) == 0);
        return counts;
    }

    private static void add(
            SortedMap<RegionKey, List<Long>> counts, RegionKey key, long chunks, long bytes) {
        counts.merge(
                key,
                List.of(chunks, bytes),
                (one, other) -> List.of(one.get(0) + chunks, one.get(1) + bytes));
    }
}
