package dev.leakgate.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.finding.Finding;
import dev.leakgate.finding.HeapAnalysis;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.Image;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Analyses one core without JSON of findings, as a process of its own: what contents cost. */
public final class AnalysisRun {

    private static final int GROUPS = 1000;

    private AnalysisRun() {}

    /** Takes the core's path; prints the milliseconds that findings with their contents took. */
    public static void main(String[] arguments) throws IOException {
        try (Image image = CoreFiles.open(Path.of(arguments[0]))) {
            HeapAnalysis analysis = HeapAnalysis.of(image);
            List<HeapAnalysis.Group> groups = analysis.groups(GROUPS);
            long began = System.nanoTime();
            List<Finding> findings = analysis.leaked();
            long took = System.nanoTime() - began;
            new ObjectMapper()
                    .writeValue(OutputStream.nullOutputStream(), groups.size() + findings.size());
            System.out.println(took / 1_000_000);
        }
    }
}
