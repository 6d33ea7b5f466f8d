package dev.leakgate.junit;

import dev.leakgate.check.CheckOutcome;
import dev.leakgate.report.TextReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;

/** Tells listeners what a check came to, a pass too. */
final class Reports {

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

    /** Returns the page of the result, for tools that show files beside tests. */
    static Optional<FileEntry> page(CheckOutcome outcome) {
        Path page = outcome.directory().resolve(TextReport.PAGE);
        return Files.isRegularFile(page)
                ? Optional.of(FileEntry.from(page, "text/html"))
                : Optional.empty();
    }
}
