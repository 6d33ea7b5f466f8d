package dev.leakgate.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long {@code leakgate analyze CORE --json} takes, from its start to its end, and how
 * much memory of its own it needs; beside it what one would do by hand.
 */
final class AnalysisBenchmark {

    /**
     * One core.
     *
     * @param pairs of chunks, one held and one lost
     * @param size of a chunk in bytes as asked for; 0 for requests of 1,500 bytes with text
     * @param runs how often it is analysed
     * @param most seconds to reach; 0 for none
     * @param byHand whether strings, sort and uniq run too
     */
    record Case(long pairs, int size, int runs, double most, boolean byHand) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%,d chunks of %,d B", 2 * pairs, size == 0 ? 1500 : size);
        }
    }

    /** What the figures are set for, twice, four and eight times that, and many small chunks. */
    static final List<Case> FULL =
            List.of(
                    new Case(340_000, 0, 7, 0.9, true),
                    new Case(680_000, 0, 3, 0, false),
                    new Case(1_360_000, 0, 3, 0, false),
                    new Case(2_720_000, 0, 3, 0, false),
                    new Case(25_000_000, 24, 3, 0, false));

    /** For a test that it still works. */
    static final List<Case> SMALL = List.of(new Case(2_000, 0, 1, 0, true));

    private static final int STARTS = 5;

    /**
     * Holds medians.
     *
     * @param first nanoseconds of the first run, which leaves an archive of classes
     * @param contentsMillis what of it goes into findings, with their contents
     * @param handNanos of strings, sort and uniq; 0 where they did not run
     * @param leaked chunks, as it says
     */
    record Row(
            Case of,
            long bytes,
            long first,
            long nanos,
            long peakKib,
            long contentsMillis,
            long handNanos,
            long leaked) {

        private static final long MOST_CONTENTS_MILLIS = 600;

        /* A thirtieth of the core, and what a JVM and its archive take, for cores from 1 GB on. */
        private static final int CORE_TO_MEMORY = 30;
        private static final long BASE_KIB = 150 << 10;

        long mostKib() {
            return (bytes >> 10) / CORE_TO_MEMORY + BASE_KIB;
        }

        boolean met() {
            return missed().isEmpty();
        }

        /** Names the figures that are missed. */
        List<String> missed() {
            List<String> missed = new ArrayList<>();
            if (of.most() > 0 && nanos - contentsMillis * 1e6 > of.most() * 1e9) {
                missed.add("time");
            }
            if (of.most() > 0 && contentsMillis > MOST_CONTENTS_MILLIS) {
                missed.add("contents");
            }
            if (peakKib > mostKib()) {
                missed.add("memory");
            }
            // Stacks and registers keep one or the other.
            if (Math.abs(leaked - of.pairs()) > 2) {
                missed.add("count of leaked chunks");
            }
            return missed;
        }
    }

    /** Holds all rows, and the median nanoseconds of a command that does nothing. */
    record Result(List<Row> rows, long startNanos) {

        private static final double MOST_GROWTH = 9.6;

        /** Says how much longer eight times as much takes, without the start; 0 if not measured. */
        double growth() {
            double eight = nanos(FULL.get(3));
            double one = nanos(FULL.get(0));
            return eight == 0 || one == 0 ? 0 : (eight - startNanos) / (one - startNanos);
        }

        private long nanos(Case of) {
            return rows.stream()
                    .filter(row -> row.of().equals(of))
                    .findFirst()
                    .map(Row::nanos)
                    .orElse(0L);
        }

        boolean met() {
            return rows.stream().allMatch(Row::met) && growth() <= MOST_GROWTH;
        }
    }

    private AnalysisBenchmark() {}

    /** Analyses each core. */
    static Result measure(Path directory, List<Case> cases) throws Exception {
        Path program = TargetProgram.build(directory, "requests");
        WholeCommand command = new WholeCommand(directory);
        List<Row> rows = new ArrayList<>();
        for (Case one : cases) {
            Path core = directory.resolve("requests.core");
            write(program, one, core);
            rows.add(measure(one, core, command));
            Files.delete(core);
        }
        long[] starts = new long[STARTS];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = command.run("--version").nanos();
        }
        return new Result(rows, median(starts));
    }

    private static Row measure(Case one, Path core, WholeCommand command) throws Exception {
        String[] arguments = {"analyze", core.toString(), "--json"};
        long first = command.run(arguments).nanos();
        long[] nanos = new long[one.runs()];
        long[] contents = new long[one.runs()];
        long peak = 0;
        for (int run = 0; run < one.runs(); run++) {
            WholeCommand.Cost cost = command.run(arguments);
            nanos[run] = cost.nanos();
            peak = Math.max(peak, cost.peakKib());
            contents[run] = Long.parseLong(OwnJvm.run(AnalysisRun.class, core.toString()));
        }
        JsonNode totals = new ObjectMapper().readTree(command.printed()).path("totals");
        return new Row(
                one,
                Files.size(core),
                first,
                median(nanos),
                peak,
                median(contents),
                one.byHand() ? byHand(core) : 0,
                totals.path("direct").path("chunks").asLong()
                        + totals.path("indirect").path("chunks").asLong());
    }

    private static void write(Path program, Case one, Path core) throws Exception {
        try (TargetProgram service = TargetProgram.start(program, (int) one.pairs(), one.size())) {
            // It waits for ever, so that no copy is needed.
            try (Image image = Captures.live(service.pid())) {
                CoreFiles.write(image, core, CoreOptions.ALL);
            }
        }
    }

    private static long byHand(Path core) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Commands.run(List.of("sh", "-c", "strings \"$0\" | sort | uniq -c", core.toString()));
        return System.nanoTime() - began;
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
