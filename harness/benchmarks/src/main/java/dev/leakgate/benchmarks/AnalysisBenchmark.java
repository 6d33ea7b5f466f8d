package dev.leakgate.benchmarks;

import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long a cold JVM takes for the heap of a core, from walk to JSON, contents included,
 * and how much memory of its own it needs; beside it what one would do by hand.
 */
final class AnalysisBenchmark {

    /**
     * One core.
     *
     * @param pairs of chunks, one held and one lost
     * @param size of a chunk in bytes as asked for; 0 for requests of 1,500 bytes with text
     * @param runs how often it is analysed
     * @param byHand whether strings, sort and uniq run too
     */
    record Case(long pairs, int size, int runs, boolean byHand) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%,d chunks of %,d B", 2 * pairs, size == 0 ? 1500 : size);
        }
    }

    /** What the figures are set for, twice, four and eight times that, and many small chunks. */
    static final List<Case> FULL =
            List.of(
                    new Case(340_000, 0, 7, true),
                    new Case(680_000, 0, 3, false),
                    new Case(1_360_000, 0, 3, false),
                    new Case(2_720_000, 0, 3, false),
                    new Case(25_000_000, 24, 3, false));

    /** For a test that it still works. */
    static final List<Case> SMALL = List.of(new Case(2_000, 0, 1, true));

    private AnalysisBenchmark() {}

    /** Analyses each core and prints a line for it; false when a count is wrong. */
    static boolean run(Path directory, List<Case> cases, PrintStream out) throws Exception {
        Path program = TargetProgram.build(directory, "requests");
        boolean right = true;
        for (Case one : cases) {
            Path core = directory.resolve("requests.core");
            write(program, one, core);
            long size = Files.size(core);
            long[] nanos = new long[one.runs()];
            long peak = 0;
            for (int run = 0; run < one.runs(); run++) {
                long began = System.nanoTime();
                String[] said = OwnJvm.run(AnalysisRun.class, core.toString()).split(" ", 3);
                nanos[run] = System.nanoTime() - began;
                peak = Math.max(peak, Long.parseLong(said[2]));
                right &= Math.abs(Long.parseLong(said[1]) - one.pairs()) <= 2;
            }
            Arrays.sort(nanos);
            out.printf(
                    Locale.ROOT,
                    "%-30s %,6d MiB  %5.2f s  RssAnon %,5d MiB%s%n",
                    one,
                    size >> 20,
                    nanos[nanos.length / 2] / 1e9,
                    peak >> 10,
                    one.byHand() ? byHand(core) : "");
            Files.delete(core);
        }
        return right;
    }

    private static void write(Path program, Case one, Path core) throws Exception {
        try (TargetProgram service = TargetProgram.start(program, (int) one.pairs(), one.size())) {
            // It waits for ever, so that no copy is needed.
            try (Image image = Captures.live(service.pid())) {
                CoreFiles.write(image, core, CoreOptions.ALL);
            }
        }
    }

    private static String byHand(Path core) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Commands.run(List.of("sh", "-c", "strings \"$0\" | sort | uniq -c", core.toString()));
        return String.format(
                Locale.ROOT,
                "  strings | sort | uniq -c %5.2f s",
                (System.nanoTime() - began) / 1e9);
    }
}
