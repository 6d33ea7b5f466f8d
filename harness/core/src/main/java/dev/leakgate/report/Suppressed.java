package dev.leakgate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in a text report what suppressions did. */
final class Suppressed {

    private Suppressed() {}

    /** Returns a line for all that are used, and one for each that has expired. */
    static List<String> lines(List<SuppressionInfo> suppressions) {
        List<String> lines = new ArrayList<>();
        List<SuppressionInfo> used = suppressions.stream().filter(SuppressionInfo::isUsed).toList();
        if (!used.isEmpty()) {
            lines.add(
                    "not counted: "
                            + used.size()
                            + (used.size() == 1 ? " suppression (" : " suppressions (")
                            + used.stream()
                                    .map(each -> each.reason() + ", until " + each.expires())
                                    .collect(Collectors.joining("; "))
                            + ")");
        }
        suppressions.stream()
                .filter(SuppressionInfo::isExpired)
                .forEach(each -> lines.add("expired: " + each.whatExpired()));
        return lines;
    }
}
