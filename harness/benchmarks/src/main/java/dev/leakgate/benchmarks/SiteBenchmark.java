package dev.leakgate.benchmarks;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.service.NativeService;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measures what finding the line that allocates adds to a check of the sample that leaks. */
final class SiteBenchmark {

    private static final double MOST_TIMES = 2;
    private static final Path SAMPLES = Path.of("sample-native-app");

    private SiteBenchmark() {}

    /**
     * Checks without and with the second run, in turn, and prints; false when it takes too long.
     */
    static boolean run(Path directory, int runs, PrintStream out) throws Exception {
        Path gateway = build(directory.resolve("native"));
        double[] without = new double[runs];
        double[] with = new double[runs];
        for (int run = 0; run < runs; run++) {
            without[run] = seconds(gateway, directory.resolve("without" + run), SiteChoice.OFF);
            with[run] = seconds(gateway, directory.resolve("with" + run), SiteChoice.HEAPTRACK);
        }
        Arrays.sort(without);
        Arrays.sort(with);
        double check = without[runs / 2];
        double times = (with[runs / 2] - check) / check;
        out.printf(
                Locale.ROOT,
                "%ncheck of the gateway %.2f s; its second run on heaptrack %.2f × of that, <= %.0f"
                        + " ×  %s%n",
                check,
                times,
                MOST_TIMES,
                times <= MOST_TIMES ? "met" : "MISSED");
        return times <= MOST_TIMES;
    }

    private static double seconds(Path gateway, Path folder, SiteChoice site) throws Exception {
        Files.createDirectories(folder);
        NativeService service =
                NativeService.command(gateway.toString(), "--port", "${port}")
                        .readyWhenListening()
                        .build();
        CheckPlan plan =
                new CheckPlan(
                        500,
                        8,
                        500,
                        4,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30),
                        BytesPerRequest.ZERO);
        LeakChecker checker =
                new LeakChecker(
                        new CheckId("SiteBenchmark", "check()", "check"),
                        service,
                        plan,
                        List.of(),
                        folder);
        long began = System.nanoTime();
        var outcome = checker.site(site).check(load -> load.get("/itop?channelid=4099"));
        double seconds = (System.nanoTime() - began) / 1e9;
        if (outcome.verdict() != Verdict.LEAK) {
            throw new IOException("the gateway that leaks: " + outcome.message());
        }
        return seconds;
    }

    private static Path build(Path folder) throws IOException, InterruptedException {
        Commands.run(List.of("cmake", "-S", SAMPLES.toString(), "-B", folder.toString()));
        Commands.run(List.of("cmake", "--build", folder.toString(), "--target", "gateway"));
        return folder.resolve("gateway").toAbsolutePath();
    }
}
