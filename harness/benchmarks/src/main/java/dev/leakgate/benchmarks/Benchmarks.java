package dev.leakgate.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures everything that has a figure to reach, and prints one table. */
public final class Benchmarks {

    private Benchmarks() {}

    /** What can be measured by itself, in the order of the table. */
    private enum Group {
        SNAPSHOTS("snapshots") {
            @Override
            boolean met(PrintStream out) throws Exception {
                return run(Sizes.FULL, out).met();
            }
        },
        CAPTURES("captures") {
            @Override
            boolean met(PrintStream out) throws Exception {
                return captures(CaptureBenchmark.FULL, out);
            }
        },
        CAPTURES_32("captures-32") {
            @Override
            boolean met(PrintStream out) throws Exception {
                return captures(CaptureBenchmark.FULL_32, out);
            }
        },
        WATCH("watch") {
            @Override
            boolean met(PrintStream out) throws Exception {
                return watch(10_000, Duration.ofSeconds(30), Duration.ofSeconds(60), out);
            }
        },
        STACKS("stacks") {
            @Override
            boolean met(PrintStream out) throws Exception {
                return stacks(2_000, 7, out);
            }
        },
        ANALYSES("analyses") {
            @Override
            boolean met(PrintStream out) throws Exception {
                return analyses(AnalysisBenchmark.FULL, out);
            }
        },
        REPORTS("reports") {
            @Override
            boolean met(PrintStream out) throws Exception {
                return reports(ReportBenchmark.FULL, out);
            }
        },
        SITE("site") {
            @Override
            boolean met(PrintStream out) throws Exception {
                return site(3, out);
            }
        };

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /** Measures at full size and prints; false when a figure is missed. */
        abstract boolean met(PrintStream out) throws Exception;

        static Optional<Group> named(String title) {
            return Arrays.stream(values()).filter(group -> group.title.equals(title)).findFirst();
        }
    }

    /**
     * Measures the groups that are named, or all; the status is 1 when a figure is missed, 2 when
     * there is no such group.
     */
    public static void main(String[] arguments) throws Exception {
        List<Group> groups = new ArrayList<>();
        for (String title : arguments) {
            Optional<Group> group = Group.named(title);
            if (group.isEmpty()) {
                System.err.println(
                        "there is no group "
                                + title
                                + "; the groups are "
                                + Arrays.stream(Group.values())
                                        .map(each -> each.title)
                                        .collect(Collectors.joining(", ")));
                System.exit(2);
            }
            groups.add(group.orElseThrow());
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean met = true;
        for (Group group : groups.isEmpty() ? List.of(Group.values()) : groups) {
            met &= group.met(out);
        }
        System.exit(met ? 0 : 1);
    }

    /** Holds all that was measured. */
    record Figures(List<Comparison.Times> rows, StallBenchmark.Result stall) {

        boolean met() {
            return rows.stream().allMatch(Comparison.Times::met) && stall.met();
        }
    }

    /** Captures each service and prints the table; false when a figure is missed. */
    static boolean captures(List<CaptureRow.Service> services, PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("leakgate-captures");
        try {
            List<CaptureRow> rows = CaptureBenchmark.measure(directory, services);
            List<CaptureGrowth> growths = CaptureGrowth.of(rows);
            out.println(Machine.describe());
            out.print(CaptureTable.of(rows, growths));
            return rows.stream().allMatch(CaptureRow::met)
                    && growths.stream().allMatch(CaptureGrowth::met);
        } finally {
            delete(directory);
        }
    }

    /** Watches a program and prints what it took; false when a figure is missed. */
    static boolean watch(int mappings, Duration warmUp, Duration time, PrintStream out)
            throws Exception {
        Path directory = Files.createTempDirectory("leakgate-watch");
        try {
            Path target = TargetProgram.build(directory, "target");
            WatchBenchmark.Result result = WatchBenchmark.measure(target, mappings, warmUp, time);
            out.printf("%n%s", result);
            return result.met();
        } finally {
            delete(directory);
        }
    }

    /** Looks at the stacks of so many threads and prints what it took; false when it is missed. */
    static boolean stacks(int threads, int runs, PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("leakgate-stacks");
        try {
            StacksBenchmark.Result result = StacksBenchmark.measure(directory, threads, runs);
            out.printf("%n%s", result);
            return result.met();
        } finally {
            delete(directory);
        }
    }

    /** Analyses each core and prints the table; false when a figure is missed. */
    static boolean analyses(List<AnalysisBenchmark.Case> cases, PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("leakgate-analyses");
        try {
            AnalysisBenchmark.Result result = AnalysisBenchmark.measure(directory, cases);
            out.print(AnalysisTable.of(result));
            return result.met();
        } finally {
            delete(directory);
        }
    }

    /** Reports results and prints what it took; false when a figure is missed. */
    static boolean reports(ReportBenchmark.Size size, PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("leakgate-reports");
        try {
            out.printf("%nresults and reports%n");
            return ReportBenchmark.run(directory, size, out);
        } finally {
            delete(directory);
        }
    }

    /** Checks the sample that leaks, without and with its sites; false when these take too long. */
    static boolean site(int runs, PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("leakgate-site");
        try {
            return SiteBenchmark.run(directory, runs, out);
        } finally {
            delete(directory);
        }
    }

    static Figures run(Sizes sizes, PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("leakgate-benchmarks");
        try {
            Path target = TargetProgram.build(directory, "target");
            List<Comparison.Times> rows = new ArrayList<>();
            rows.addAll(snapshots(target, sizes));
            out.println(Machine.describe());
            out.printf(
                    "wall time, medians of %d runs each after %d to warm up, ours and theirs in"
                            + " turn;%na command's time includes its start: one that does nothing"
                            + " (true) takes %.2f ms%n%n",
                    sizes.runs(), sizes.warmUps(), millisToStartACommand(sizes));
            out.print(Table.of(rows));
            StallBenchmark.Result stall =
                    StallBenchmark.measure(TargetProgram.build(directory, "stall"), sizes);
            out.printf("%n%s", stall);
            return new Figures(rows, stall);
        } finally {
            delete(directory);
        }
    }

    private static List<Comparison.Times> snapshots(Path target, Sizes sizes) throws Exception {
        List<Comparison.Times> rows = new ArrayList<>();
        int many = sizes.manyMappings();
        int large = sizes.largeMappings();
        try (TargetProgram program = TargetProgram.start(target, many, Sizes.PAGE)) {
            String what = "%,d mappings".formatted(many);
            measure(rows, sizes, new SnapshotBenchmark().of(what, program.pid(), many, 2.5, 10));
        }
        try (TargetProgram program = TargetProgram.start(target, large, Sizes.LARGE)) {
            String what = "%,d MiB in %d mappings".formatted((large * Sizes.LARGE) >> 20, large);
            measure(rows, sizes, new SnapshotBenchmark().of(what, program.pid(), large, 0, 3));
        }
        return rows;
    }

    private static void measure(
            List<Comparison.Times> rows, Sizes sizes, List<Comparison> comparisons)
            throws Exception {
        for (Comparison comparison : comparisons) {
            rows.add(comparison.measure(sizes.warmUps(), sizes.runs()));
        }
    }

    private static double millisToStartACommand(Sizes sizes) throws Exception {
        Comparison.Work nothing = () -> Commands.run(List.of("true"));
        return new Comparison("start", "true", 0, nothing, nothing)
                        .measure(sizes.warmUps(), sizes.runs())
                        .theirs()
                / 1e6;
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + directory, failure);
        }
    }
}
