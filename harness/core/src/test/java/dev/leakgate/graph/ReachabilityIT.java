package dev.leakgate.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.elf.ElfException;
import dev.leakgate.heap.ChunkCursor;
import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.linux.KernelPointers;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.TracedProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tells what {@code reach.c} lost from what it holds. */
class ReachabilityIT {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"-m64", "-m32", "-static"})
    void tellsWhatIsLost(String flag) throws IOException, ElfException {
        Path program = NativePrograms.build("reach.c", flag);
        Path core = folder.resolve("core");
        try (TracedProgram running = TracedProgram.start(folder, program)) {
            long[] kernels = KernelPointers.of(running.pid());
            Capture capture = Captures.of(running.pid(), CaptureMode.FORK);
            assertThat(capture).isInstanceOf(Capture.Taken.class);
            try (Image image = ((Capture.Taken) capture).image()) {
                assertThat(counts(image, kernels)).isEqualTo(truth());
                CoreFiles.write(image, core, CoreOptions.ALL);
            }
        }
        // A core knows nothing of what the kernel holds.
        Map<Long, String> withoutKernel = truth();
        withoutKernel.put(2501L, "5 direct");
        withoutKernel.put(2601L, "1 direct");
        try (Image image = CoreFiles.open(core)) {
            assertThat(counts(image)).isEqualTo(withoutKernel);
        }
    }

    private static Map<Long, String> truth() {
        Map<Long, String> truth = new TreeMap<>();
        truth.put(24L, "10000 indirect");
        truth.put(72L, "1 direct, 29999 indirect");
        truth.put(1001L, "100 direct");
        truth.put(1101L, "1 direct, 49 indirect");
        truth.put(1201L, "1 direct, 62 indirect");
        truth.put(1301L, "1 direct, 39 indirect");
        truth.put(1401L, "1 direct, 9 indirect");
        truth.put(1501L, "5 indirect");
        truth.put(1601L, "2 direct");
        truth.put(1701L, "1 indirect");
        truth.put(1801L, "30 reachable");
        truth.put(1901L, "1 direct");
        truth.put(2001L, "1 indirect");
        truth.put(2101L, "20 reachable");
        truth.put(2201L, "2 reachable");
        truth.put(2301L, "1 reachable");
        truth.put(2401L, "1 reachable");
        truth.put(2501L, "5 reachable");
        truth.put(2601L, "1 reachable");
        truth.put(2701L, "20 direct");
        truth.put(2801L, "10 indirect");
        truth.put(2901L, "10 direct");
        truth.put(3001L, "5 reachable");
        truth.put(3101L, "3 reachable");
        truth.put(300_001L, "3 direct");
        truth.put(320_000L, "1 direct");
        truth.put(400_001L, "1 direct");
        return truth;
    }

    /** Counts the program's own chunks by the bytes it asked for. */
    private static Map<Long, String> counts(Image image, long... kernels) throws IOException {
        HeapMap heap = HeapMap.of(image);
        assertThat(heap.problems()).isEmpty();
        Reachability reachability = Reachability.of(heap, kernels);
        Map<Long, Map<Reach, Integer>> counts = new TreeMap<>();
        Map<Reach, Long> bytes = new TreeMap<>();
        ChunkCursor chunk = heap.chunks();
        while (chunk.next()) {
            Reach reach = reachability.of(chunk.slot());
            bytes.merge(reach, chunk.size(), Long::sum);
            for (long asked : truth().keySet()) {
                long room = asked > 100_000 ? 8192 : 24;
                boolean own = chunk.usable() >= asked && chunk.usable() < asked + room;
                boolean libcs = asked < 1000 && reach == Reach.REACHABLE;
                if (own && !libcs) {
                    counts.computeIfAbsent(asked, itself -> new TreeMap<>())
                            .merge(reach, 1, Integer::sum);
                    break;
                }
            }
        }
        for (Reach reach : Reach.values()) {
            assertThat(reachability.total(reach).bytes()).isEqualTo(bytes.getOrDefault(reach, 0L));
        }
        Map<Long, String> texts = new TreeMap<>();
        counts.forEach((asked, kinds) -> texts.put(asked, text(kinds)));
        return texts;
    }

    private static String text(Map<Reach, Integer> kinds) {
        StringBuilder text = new StringBuilder();
        kinds.forEach(
                (reach, count) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(count)
                                .append(' ')
                                .append(reach.name().toLowerCase(Locale.ROOT)));
        return text.toString();
    }
}
