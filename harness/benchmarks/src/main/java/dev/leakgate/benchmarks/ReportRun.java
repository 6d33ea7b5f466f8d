package dev.leakgate.benchmarks;

import dev.leakgate.gate.BudgetGate;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFiles;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.html.HtmlReport;
import dev.leakgate.spec.BudgetSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Does what a build does with results, in a JVM of its own. */
final class ReportRun {

    private ReportRun() {}

    /**
     * Judges all results of a folder by a budget, as {@code check} does, and writes those anew that
     * did not know it; or writes the page of one. Prints how many nanoseconds the last step took.
     *
     * @param arguments {@code judge FOLDER} or {@code page FILE}
     */
    public static void main(String[] arguments) throws Exception {
        Path given = Path.of(arguments[1]);
        if (arguments[0].equals("page")) {
            RunDocument run = RunJson.read(given);
            long began = System.nanoTime();
            HtmlReport.write(Objects.requireNonNull(given.toAbsolutePath().getParent()), run);
            System.out.println(System.nanoTime() - began);
            return;
        }
        Map<String, String> budget = Map.of("region", "heap", "peak", "64 GiB");
        BudgetGate gate = new BudgetGate(BudgetSet.ofTexts(List.of(budget), "pom.xml"), null);
        long began = System.nanoTime();
        var unused =
                RunFiles.each(
                        RunFiles.in(given, 3),
                        (file, run) -> gate.judgeAndWrite(run, file).withoutMeasurements());
        System.out.println(System.nanoTime() - began);
    }
}
