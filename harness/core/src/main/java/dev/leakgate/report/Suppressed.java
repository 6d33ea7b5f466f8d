package dev.leakgate.report;

import dev.leakgate.report.RunDocument.TestInfo;
import dev.leakgate.verdict.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says in a text report what suppressions did. */
final class Suppressed {

    private Suppressed() {}

    /**
     * Returns a line for all that are used, and one for each that has expired, or that is for this
     * check and covers none of the objects that it found. One for all checks may be needed by
     * another.
     */
    static List<String> lines(RunDocument run) {
        return lines(run.suppressions(), each -> isFor(run, each));
    }

    static List<String> lines(
            List<SuppressionInfo> suppressions, Predicate<SuppressionInfo> mayCover) {
        List<String> lines = new ArrayList<>();
        List<SuppressionInfo> used = suppressions.stream().filter(SuppressionInfo::isUsed).toList();
        if (!used.isEmpty()) {
            lines.add(
                    "not counted: "
                            + used.size()
                            + (used.size() == 1 ? " suppression (" : " suppressions (")
                            + used.stream().map(Suppressed::used).collect(Collectors.joining("; "))
                            + ")");
        }
        suppressions.stream()
                .filter(SuppressionInfo::isExpired)
                .forEach(each -> lines.add("expired: " + each.whatExpired()));
        suppressions.stream()
                .filter(each -> each.of() != null && each.isUnused() && mayCover.test(each))
                .forEach(
                        each ->
                                lines.add(
                                        "unused: the suppression of "
                                                + each.subject()
                                                + " ("
                                                + each.reason()
                                                + ") covers none of the objects here"));
        return lines;
    }

    private static boolean isFor(RunDocument run, SuppressionInfo suppression) {
        String check = suppression.check();
        TestInfo test = run.test();
        return check != null
                && !run.findings().isEmpty()
                && (Glob.matches(check, test.displayName())
                        || Glob.matches(
                                check,
                                test.className() + "#" + test.method().replaceFirst("\\(.*", "")));
    }

    private static String used(SuppressionInfo each) {
        String objects = each.of() == null ? "" : String.join(" and ", each.suppressed()) + ": ";
        return objects + each.reason() + ", until " + each.expires();
    }
}
