package dev.leakgate.junit;

import dev.leakgate.check.CheckOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
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
}
