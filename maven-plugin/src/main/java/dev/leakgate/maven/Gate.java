package dev.leakgate.maven;

import dev.leakgate.report.BudgetInfo;
import dev.leakgate.report.ConsoleText;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.SuppressionWarnings;
import dev.leakgate.verdict.Verdict;
import dev.leakgate.verdict.budget.BudgetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Lets the build pass, or says why not. */
final class Gate {

    private static final int MOST_IN_SUMMARY = 10;

    private final ExpectedResults expected;
    private final ResultScan scan;
    private final AbsenceDiagnosis diagnosis;
    private final @Nullable String skippedBy;
    private final Log log;

    /**
     * Takes what is demanded and what is there.
     *
     * @param skippedBy the property that skips tests, {@code "skipITs"}; null when none does
     */
    Gate(
            ExpectedResults expected,
            ResultScan scan,
            AbsenceDiagnosis diagnosis,
            @Nullable String skippedBy,
            Log log) {
        this.expected = expected;
        this.scan = scan;
        this.diagnosis = diagnosis;
        this.skippedBy = skippedBy;
        this.log = log;
    }

    /**
     * Says what fails the build.
     *
     * @param violations leaks, broken budgets and crashes; else they are warnings
     * @param inconclusive checks that could not tell; else they are warnings
     * @param nothing checks that were skipped, and none at all
     */
    record Strictness(boolean violations, boolean inconclusive, boolean nothing) {}

    /**
     * Judges every result of this build, expected or not, and then what is absent.
     *
     * @throws MojoFailureException when a check failed, or when results are required and missing
     * @throws MojoExecutionException when a check never ran although nothing skips it
     */
    void judge(Strictness strictness) throws MojoExecutionException, MojoFailureException {
        List<CheckResult> failed = new ArrayList<>();
        for (CheckResult result : scan.current()) {
            if (passes(result, strictness)) {
                continue;
            }
            failed.add(result);
            lines(result).forEach(log::error);
        }
        List<DeclaredCheck> absent = absent();
        List<DeclaredCheck> skipped = absentOf(expected.skipped());
        boolean allRan = absent.isEmpty() && skipped.isEmpty() && expected.filtered().isEmpty();
        SuppressionWarnings.of(
                        scan.current().stream().map(each -> each.deciding().document()).toList(),
                        allRan)
                .forEach(log::warn);
        if (skippedBy != null) {
            skipped.addAll(absent);
            absent = List.of();
        }
        if (!failed.isEmpty()) {
            throw new MojoFailureException(summary(failed, absent));
        }
        if (!absent.isEmpty()) {
            throw new MojoExecutionException(diagnosis.explain(absent));
        }
        mention(expected.disabled(), "disabled");
        mention(expected.filtered(), "left out by the filters of the tests");
        judgeSkipped(skipped, strictness.nothing());
    }

    /** Prints a check that does not fail the build. */
    private boolean passes(CheckResult result, Strictness strictness) {
        Verdict verdict = result.verdict();
        if (verdict == Verdict.CLEAN) {
            log.info(firstLine(result));
            warnings(result).forEach(log::warn);
            return true;
        }
        boolean fails =
                verdict == Verdict.INCONCLUSIVE
                        ? strictness.inconclusive()
                        : strictness.violations();
        if (!fails) {
            lines(result).forEach(log::warn);
            return true;
        }
        return false;
    }

    private void judgeSkipped(List<DeclaredCheck> skipped, boolean requireResults)
            throws MojoFailureException {
        boolean testsWereNotCompiled = "maven.test.skip".equals(skippedBy) && isEmpty();
        if (!skipped.isEmpty() || testsWereNotCompiled) {
            String cause = skippedBy != null ? skippedBy : cause(skipped);
            String what =
                    skipped.isEmpty()
                            ? "leak checks were not checked"
                            : count(skipped.size(), "leak check") + " not checked";
            if (requireResults) {
                throw new MojoFailureException(
                        what + ": " + cause + " is set, and leakgate.requireResults demands them");
            }
            log.warn(what + ": " + cause + " is set");
            return;
        }
        if (!scan.current().isEmpty()) {
            return;
        }
        if (requireResults) {
            throw new MojoFailureException(
                    "leakgate.requireResults is set, but no leak check ran in this module; add one,"
                            + " or unset the property here");
        }
        log.info("There is nothing to check: no method with @LeakCheck and no spec file is to run");
    }

    private boolean isEmpty() {
        return expected.expected().isEmpty()
                && expected.skipped().isEmpty()
                && expected.unmatched().isEmpty()
                && scan.current().isEmpty();
    }

    private String cause(List<DeclaredCheck> skipped) {
        return skipped.stream()
                .flatMap(check -> ExpectedResults.runnersOf(check, diagnosis.runners()).stream())
                .map(runner -> runner.skippedBy() + " of " + runner.plugin())
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private List<DeclaredCheck> absent() {
        List<DeclaredCheck> absent = absentOf(expected.expected());
        absent.addAll(absentOf(expected.unmatched()));
        return absent;
    }

    /** Returns those without a result, in a list that can grow. */
    private List<DeclaredCheck> absentOf(List<DeclaredCheck> checks) {
        return checks.stream()
                .filter(check -> !scan.has(check))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private void mention(List<DeclaredCheck> checks, String why) {
        if (!checks.isEmpty()) {
            log.info(count(checks.size(), "leak check") + " " + why + ": " + names(checks));
        }
    }

    private static String firstLine(CheckResult result) {
        return ConsoleText.of(result.deciding().document().firstLine());
    }

    private static List<String> warnings(CheckResult result) {
        RunDocument document = result.deciding().document();
        return document.budgets().stream()
                .map(BudgetInfo::result)
                .filter(BudgetResult::warns)
                .map(warning -> ConsoleText.of(document.test().displayName() + ": " + warning))
                .toList();
    }

    private static List<String> lines(CheckResult result) {
        List<String> lines =
                result.deciding().document().message().stream()
                        .map(ConsoleText::of)
                        .collect(Collectors.toCollection(ArrayList::new));
        int attempts = result.attempts().size();
        if (attempts > 1) {
            int deciding = result.attempts().indexOf(result.deciding()) + 1;
            lines.add(
                    "  attempt "
                            + deciding
                            + " of "
                            + attempts
                            + " saw this, and no rerun heals it: "
                            + result.deciding().file());
        }
        return lines;
    }

    private static String summary(List<CheckResult> failed, List<DeclaredCheck> absent) {
        StringBuilder text = new StringBuilder(count(failed.size(), "leak check") + " failed");
        if (!absent.isEmpty()) {
            text.append(", and ")
                    .append(count(absent.size(), "leak check"))
                    .append(" without a result: ")
                    .append(names(absent));
        }
        failed.stream()
                .limit(MOST_IN_SUMMARY)
                .forEach(result -> text.append("\n  ").append(firstLine(result)));
        if (failed.size() > MOST_IN_SUMMARY) {
            text.append("\n  and ").append(failed.size() - MOST_IN_SUMMARY).append(" more");
        }
        return text.toString();
    }

    private static String names(List<DeclaredCheck> checks) {
        String names =
                checks.stream()
                        .limit(MOST_IN_SUMMARY)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
        return checks.size() > MOST_IN_SUMMARY
                ? names + " and " + (checks.size() - MOST_IN_SUMMARY) + " more"
                : names;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
