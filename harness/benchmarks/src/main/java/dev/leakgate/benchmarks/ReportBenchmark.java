package dev.leakgate.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures how long many results hold a build up, how long the page of a large one takes to write,
 * how large it is, and when it answers in Chromium.
 */
final class ReportBenchmark {

    private static final double JUDGED_WITHIN = 2;
    private static final double WRITTEN_WITHIN = 1;
    private static final long LARGEST_PAGE = 1 << 20;
    private static final double ANSWERS_WITHIN = 1;

    /* What the browser tests install, and this script beside it. */
    private static final Path BROWSER = Path.of("harness/core/target/browser");
    private static final Path SCRIPT = Path.of("harness/core/src/test/browser/ready.mjs");

    /**
     * Says how much is reported.
     *
     * @param results that a build judges
     * @param snapshots of the large one
     * @param regions of the large one
     * @param runs of which the median counts
     */
    record Size(int results, int snapshots, int regions, int runs) {}

    /** What the figures are set for. */
    static final Size FULL = new Size(500, 500, 200, 5);

    /** For a test that it still works. */
    static final Size SMALL = new Size(5, 20, 5, 1);

    private ReportBenchmark() {}

    /** Measures and prints; false when a figure is missed. */
    static boolean run(Path directory, Size size, PrintStream out) throws Exception {
        MadeResults made = new MadeResults();
        double[] anew = new double[size.runs()];
        double[] judged = new double[size.runs()];
        double[] written = new double[size.runs()];
        Path large = made.large(directory.resolve("large"), size.snapshots(), size.regions());
        for (int run = 0; run < size.runs(); run++) {
            Path results = directory.resolve("results" + run);
            made.many(results, size.results());
            anew[run] = seconds("judge", results);
            judged[run] = seconds("judge", results);
            written[run] = nanos("page", large) / 1e9;
        }
        Path page = large.resolveSibling("report.html");
        boolean met =
                said(
                        out,
                        size.results() + " results judged, with the JVM's start",
                        median(judged),
                        JUDGED_WITHIN);
        out.printf(
                Locale.ROOT,
                "%-70s %9.2f s%n",
                "  the same when each is written anew, with its page",
                median(anew));
        String what = size.snapshots() + " snapshots of " + size.regions() + " regions";
        met &= said(out, "page of " + what + " written", median(written), WRITTEN_WITHIN);
        long bytes = Files.size(page);
        out.printf(
                Locale.ROOT,
                "%-70s %,9d B  %s%n",
                "  its size",
                bytes,
                verdict(bytes <= LARGEST_PAGE, "1 MiB"));
        return answers(page, out) && bytes <= LARGEST_PAGE && met;
    }

    private static boolean answers(Path page, PrintStream out)
            throws IOException, InterruptedException {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty() || !Files.isDirectory(BROWSER.resolve("node_modules"))) {
            out.println("  when it answers in Chromium: not measured, run the browser tests first");
            return true;
        }
        Path script = BROWSER.resolve("ready.mjs");
        Files.write(script, Files.readAllBytes(SCRIPT));
        Process node =
                new ProcessBuilder(
                                "node",
                                script.toString(),
                                chromium.get().toString(),
                                page.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said =
                new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (node.waitFor() != 0) {
            throw new IOException("ready.mjs fails");
        }
        return said(
                out,
                "  until it answers in Chromium",
                Double.parseDouble(said) / 1000,
                ANSWERS_WITHIN);
    }

    private static Optional<Path> chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static double seconds(String what, Path given) throws Exception {
        long began = System.nanoTime();
        long unused = nanos(what, given);
        return (System.nanoTime() - began) / 1e9;
    }

    /** Returns what the work itself took in a JVM that had done nothing before. */
    private static long nanos(String what, Path given) throws Exception {
        return Long.parseLong(OwnJvm.run(ReportRun.class, what, given.toString()));
    }

    private static double median(double[] seconds) {
        Arrays.sort(seconds);
        return seconds[seconds.length / 2];
    }

    private static boolean said(PrintStream out, String what, double seconds, double within) {
        boolean met = seconds <= within;
        out.printf(
                Locale.ROOT,
                "%-70s %9.2f s  %s%n",
                what,
                seconds,
                verdict(met, String.format(Locale.ROOT, "%.0f s", within)));
        return met;
    }

    private static String verdict(boolean met, String limit) {
        return "<= " + limit + (met ? "  met" : "  MISSED");
    }
}
