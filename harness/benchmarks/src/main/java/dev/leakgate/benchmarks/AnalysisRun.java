package dev.leakgate.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.check.Analyses;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.Image;
import dev.leakgate.report.AnalysisDocument;
import dev.leakgate.report.AnalysisDocument.TotalsInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Analyses one core as {@code leakgate analyze --json} does, as a process of its own, and prints
 * what it came to.
 */
public final class AnalysisRun {

    private AnalysisRun() {}

    /** Takes the core's path; prints the chunks, those that are leaked, and RssAnon in KiB. */
    public static void main(String[] arguments) throws IOException {
        try (Image image = CoreFiles.open(Path.of(arguments[0]))) {
            AnalysisDocument analysis = Analyses.of("core " + arguments[0], image);
            new ObjectMapper().writeValue(OutputStream.nullOutputStream(), analysis);
            TotalsInfo totals = Objects.requireNonNull(analysis.totals());
            long leaked = totals.direct().chunks() + totals.indirect().chunks();
            // Little is given back before the end, so that the last is nearly the peak.
            System.out.println(
                    totals.live().chunks() + " " + leaked + " " + OwnMemory.anonymousKib());
        }
    }
}
