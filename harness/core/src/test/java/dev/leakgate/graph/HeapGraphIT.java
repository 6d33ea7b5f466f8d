package dev.leakgate.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.heap.Allocator;
import dev.leakgate.heap.ChunkCursor;
import dev.leakgate.heap.HeapArena;
import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.OtherGlibc;
import dev.leakgate.testing.TracedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows the pointers of {@code reach.c}, which says what is true of each of its chunks. */
class HeapGraphIT {

    @TempDir private Path folder;

    private static Image capture(TracedProgram running) {
        return capture(running, CaptureMode.FORK);
    }

    private static Image capture(TracedProgram running, CaptureMode mode) {
        Capture capture = Captures.of(running.pid(), mode);
        assertThat(capture).isInstanceOf(Capture.Taken.class);
        return ((Capture.Taken) capture).image();
    }

    private static HeapGraph graph(Image image) throws IOException {
        HeapMap heap = HeapMap.of(image);
        assertThat(heap.problems()).isEmpty();
        assertThat(heap.allocator()).isEqualTo(new Allocator.Glibc(true));
        return HeapGraph.of(heap);
    }

    static Map<Long, int[]> bySize(HeapGraph graph) {
        Map<Long, int[]> counts = new TreeMap<>();
        ChunkCursor chunk = graph.heap().chunks();
        while (chunk.next()) {
            int index = graph.of(chunk.slot()).index();
            counts.computeIfAbsent(chunk.size(), size -> new int[4])[index]++;
        }
        return counts;
    }

    private static void isTrue(HeapGraph graph, String said) {
        Map<Long, int[]> found = bySize(graph);
        assertThat(Way.all(said))
                .allSatisfy(
                        way ->
                                assertThat(found.getOrDefault(way.size(), new int[4]))
                                        .as("%s: direct, indirect, weak, reachable", way)
                                        .containsExactly(way.expected()));
        long chunks = 0;
        long bytes = 0;
        for (Reachability reachability : Reachability.values()) {
            chunks += graph.chunks(reachability);
            bytes += graph.bytes(reachability);
        }
        assertThat(chunks).isEqualTo(graph.heap().liveChunks());
        assertThat(bytes).isEqualTo(graph.heap().liveBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m64", "-m32", "-static"})
    void tellsWhatIsLeakedAndWhatIsHeld(String flag) throws Exception {
        Assumptions.assumeTrue(
                !flag.equals("-m32") || Files.exists(Path.of("/usr/include/x86_64-linux-gnu/gnu")),
                "needs gcc-multilib to build a 32-bit program");
        Path program = NativePrograms.build("reach.c", flag);
        Layouts.check(
                flag,
                () -> {
                    try (TracedProgram running = TracedProgram.start(folder, program);
                            Image image = capture(running)) {
                        isTrue(graph(image), running.said());
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bullseye", "trixie"})
    void doesSoUnderOtherVersionsOfTheLibrary(String suite) throws IOException {
        OtherGlibc glibc = OtherGlibc.of(suite, suite.equals("bullseye"));
        try (TracedProgram running = glibc.startTraced(folder, "reach.c");
                Image image = capture(running)) {
            isTrue(graph(image), running.said());
        }
    }

    /** A copy and the core that was written of it are the same moment. */
    @Test
    void aCoreGivesTheSameAsTheCopy() throws IOException {
        Path program = NativePrograms.build("reach.c");
        Path core = folder.resolve("core");
        try (TracedProgram running = TracedProgram.start(folder, program);
                Image image = capture(running)) {
            CoreFiles.write(image, core, CoreOptions.ALL);
            HeapGraph ofCopy = graph(image);
            try (Image written = CoreFiles.open(core)) {
                HeapGraph ofCore = graph(written);
                isTrue(ofCore, running.said());
                assertThat(arenas(ofCore)).isEqualTo(arenas(ofCopy));
                ChunkCursor one = ofCopy.heap().chunks();
                ChunkCursor other = ofCore.heap().chunks();
                while (one.next()) {
                    assertThat(other.next()).isTrue();
                    assertThat(other.address()).isEqualTo(one.address());
                    assertThat(other.size()).isEqualTo(one.size());
                    assertThat(ofCore.of(other.slot())).isEqualTo(ofCopy.of(one.slot()));
                }
                assertThat(other.next()).isFalse();
            }
        }
    }

    /**
     * gdb saves the vsyscall page too, at an address that is negative to Java: taken for one below
     * the stack, it breaks every second scan of a stack, by where that lies.
     */
    @Test
    void aCoreOfGdbGivesTheSameCounts() throws IOException {
        try (TracedProgram running = TracedProgram.start(folder, NativePrograms.build("reach.c"));
                Image core = capture(running, CaptureMode.GCORE)) {
            isTrue(graph(core), running.said());
        }
    }

    private static List<String> arenas(HeapGraph graph) {
        return graph.heap().arenas().stream()
                .map(arena -> arena.address() + " " + arena.liveBytes() + " " + names(arena))
                .toList();
    }

    private static List<String> names(HeapArena arena) {
        return arena.threads().stream().map(thread -> thread.name()).toList();
    }

    @Test
    void countsWhatHangsBelowAHead() throws IOException {
        Path program = NativePrograms.build("reach.c");
        try (TracedProgram running = TracedProgram.start(folder, program);
                Image image = capture(running)) {
            HeapGraph graph = graph(image);
            for (Way way : Way.all(running.said())) {
                if (way.kind().equals("chain")) {
                    long head = head(graph, way.size());
                    assertThat(graph.chunksBelow(head)).as("%s", way).isEqualTo(way.chunks() - 1);
                    assertThat(graph.bytesBelow(head)).isEqualTo((way.chunks() - 1) * way.size());
                }
            }
        }
    }

    private static long head(HeapGraph graph, long size) {
        ChunkCursor chunk = graph.heap().chunks();
        while (chunk.next()) {
            if (chunk.size() == size && graph.of(chunk.slot()) == Reachability.DIRECT) {
                return chunk.slot();
            }
        }
        throw new AssertionError("no head has " + size + " bytes");
    }
}
