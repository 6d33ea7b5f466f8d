package dev.leakgate.junit;

import dev.leakgate.check.CheckOutcome;
import dev.leakgate.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;

/** Tells listeners what a check came to, a pass too. */
final class Reports {

    private static final String CORE = "core.";

    private Reports() {}

    /** Returns the verdict, the first line of the message and the path of {@code run.json}. */
    static ReportEntry entry(CheckOutcome outcome) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("leakgate.verdict", outcome.verdict().name());
        outcome.message()
                .lines()
                .findFirst()
                .filter(line -> !line.isBlank())
                .ifPresent(line -> values.put("leakgate.summary", line));
        values.put("leakgate.run", outcome.directory().resolve("run.json").toString());
        return ReportEntry.from(values);
    }

    /** Returns the page and the cores of the result, for tools that show files beside tests. */
    static List<FileEntry> files(CheckOutcome outcome) {
        List<FileEntry> files = new ArrayList<>();
        Path page = outcome.directory().resolve(TextReport.PAGE);
        if (Files.isRegularFile(page)) {
            files.add(FileEntry.from(page, "text/html"));
        }
        try (Stream<Path> all = Files.list(outcome.directory())) {
            all.filter(file -> file.getFileName().toString().startsWith(CORE))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(core -> files.add(FileEntry.from(core, "application/x-coredump")));
        } catch (IOException notThere) {
            // The verdict and its message do without.
        }
        return files;
    }
}
