package dev.leakgate.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.graph.LeakTools.Leaked;
import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.TracedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds our counts against those of memcheck and LeakSanitizer, of the same program at its end: the
 * child of {@code reach.c}, which has all that its parent had too. Where they differ, the table in
 * {@code docs/analysis.md} says how and why; nothing else may differ, and nothing stands there that
 * does not.
 */
class LeakOraclesIT {

    private static final Path PAGE = Path.of("../../docs/analysis.md");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\|(.*)\\|$");
    private static final int MEMCHECKS = 4;
    private static final int TOOLS = 3; /* ours, memcheck, LeakSanitizer */

    @TempDir private Path folder;

    @Test
    void memcheckAndLeakSanitizerCountTheSameButForTheTable() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/valgrind")), "needs valgrind");
        Path program = NativePrograms.build("reach.c");
        Ours ours = ours(program);
        Map<Long, Leaked> sanitizer = LeakTools.leakSanitizer(folder, program, "fe");
        Map<String, List<String>> documented = documented(List.of(0, 1, 2));
        List<Map<Long, Leaked>> tools = List.of();
        // Now and then a word that is left over points into a chunk, and memcheck, which takes any
        // part of a chunk for it, calls one of 300 possibly lost: ours stays, it is asked again.
        for (int run = 1; run <= MEMCHECKS; run++) {
            tools = List.of(LeakTools.memcheck(folder, program, "fe"), sanitizer);
            if (differences(ours, tools).equals(documented)) {
                break;
            }
        }

        assertThat(differences(ours, tools)).isEqualTo(documented);
        for (Map<Long, Leaked> tool : tools) {
            hasNothingElse(ours, tool);
        }
    }

    /** valgrind needs a 32-bit loader with symbols, which Debian has for another architecture. */
    @Test
    void leakSanitizerCountsTheSameOfA32BitProgram() throws Exception {
        Path program = NativePrograms.build("reach.c", "-m32");
        Layouts.check(
                "-m32",
                () -> {
                    Ours ours = ours(program);
                    Map<Long, Leaked> tool = LeakTools.leakSanitizer32(folder, program, "fe");
                    assertThat(differences(ours, List.of(tool)))
                            .isEqualTo(documented(List.of(0, 2)));
                    hasNothingElse(ours, tool);
                });
    }

    /** Both count bytes as asked for; so the sums agree as soon as the blocks of each size do. */
    private static void hasNothingElse(Ours ours, Map<Long, Leaked> tool) {
        List<Long> asked = ours.ways().stream().map(Way::asked).toList();
        assertThat(tool)
                .as("leaks of no way that the program has")
                .allSatisfy(
                        (size, leaked) ->
                                assertThat(asked.contains(size) || isOfLibrary(leaked)).isTrue());
    }

    /** memcheck calls possibly lost what pthread_create keeps for a thread that runs. */
    private static boolean isOfLibrary(Leaked leaked) {
        return leaked.direct() == 0 && leaked.indirect() == 0 && leaked.possible() == 1;
    }

    private record Ours(List<Way> ways, Map<Long, int[]> bySize) {

        String of(Way way) {
            int[] counts = bySize.getOrDefault(way.size(), new int[4]);
            return counts[Reachability.WEAK.index()] > 0
                    ? "weak"
                    : new Leaked(counts[0], counts[1], 0).toString();
        }
    }

    /** Takes the program apart as it is where it would end; what it says of itself must be so. */
    private Ours ours(Path program) throws IOException {
        try (TracedProgram running = TracedProgram.start(folder, program, "f");
                Image image = capture(running.onlyChild())) {
            HeapGraph graph = HeapGraph.of(HeapMap.of(image));
            Ours ours = new Ours(Way.all(running.said()), HeapGraphIT.bySize(graph));
            long[] chunks = new long[Reachability.values().length];
            long[] bytes = new long[chunks.length];
            for (Way way : ours.ways()) {
                assertThat(ours.bySize().get(way.size())).as("%s", way).isEqualTo(way.expected());
                for (int i = 0; i < chunks.length; i++) {
                    chunks[i] += way.expected()[i];
                    bytes[i] += way.expected()[i] * way.size();
                }
            }
            for (Reachability leaked : List.of(Reachability.DIRECT, Reachability.INDIRECT)) {
                assertThat(graph.chunks(leaked)).isEqualTo(chunks[leaked.index()]);
                assertThat(graph.bytes(leaked)).isEqualTo(bytes[leaked.index()]);
            }
            return ours;
        }
    }

    private static Image capture(int pid) {
        Capture capture = Captures.of(pid, CaptureMode.FORK);
        assertThat(capture).isInstanceOf(Capture.Taken.class);
        return ((Capture.Taken) capture).image();
    }

    /** Returns what each says of the ways that not all say the same of. */
    private static Map<String, List<String>> differences(Ours ours, List<Map<Long, Leaked>> tools) {
        Map<String, List<String>> differences = new TreeMap<>();
        for (Way way : ours.ways()) {
            List<String> all = new ArrayList<>(List.of(ours.of(way)));
            tools.forEach(tool -> all.add(tool.getOrDefault(way.asked(), Leaked.NONE).toString()));
            if (all.stream().distinct().count() > 1) {
                differences.put(way.name(), all);
            }
        }
        return differences;
    }

    /**
     * Reads the table: name, ours, memcheck, LeakSanitizer, why.
     *
     * @param columns of those that were run
     */
    private static Map<String, List<String>> documented(List<Integer> columns) throws IOException {
        Map<String, List<String>> documented = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                List<String> cells =
                        Arrays.stream(row.group(2).split("\\|", -1)).map(String::strip).toList();
                assertThat(cells).as(line).hasSize(TOOLS + 1);
                assertThat(cells.get(TOOLS)).as("why: %s", line).isNotEmpty();
                List<String> those = columns.stream().map(cells::get).toList();
                if (those.stream().distinct().count() > 1) {
                    documented.put(row.group(1), those);
                }
            }
        }
        return documented;
    }
}
