package dev.leakgate.maven;

import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the declared checks by what this build does with them.
 *
 * @param expected each must have a result
 * @param skipped an execution would run them and is skipped
 * @param filtered the command line, excludes or tags leave them out
 * @param disabled an annotation switches them off
 * @param unmatched no execution ever runs a class of that name
 */
record ExpectedResults(
        List<DeclaredCheck> expected,
        List<DeclaredCheck> skipped,
        List<DeclaredCheck> filtered,
        List<DeclaredCheck> disabled,
        List<DeclaredCheck> unmatched) {

    static ExpectedResults of(List<DeclaredCheck> declared, List<TestRunner> runners) {
        ExpectedResults results =
                new ExpectedResults(
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        for (DeclaredCheck check : declared) {
            results.listFor(check, runners).add(check);
        }
        return results;
    }

    /** Returns these where skipped and filtered checks are expected too: other builds ran them. */
    ExpectedResults ofAllShards() {
        List<DeclaredCheck> all = new ArrayList<>(expected);
        all.addAll(skipped);
        all.addAll(filtered);
        return new ExpectedResults(all, List.of(), List.of(), disabled, unmatched);
    }

    /** Returns the executions that would run a check. */
    static List<TestRunner> runnersOf(DeclaredCheck check, List<TestRunner> runners) {
        return runners.stream().filter(runner -> runner.filters().select(check)).toList();
    }

    private List<DeclaredCheck> listFor(DeclaredCheck check, List<TestRunner> runners) {
        if (check.disabled()) {
            return disabled;
        }
        List<TestRunner> selecting = runnersOf(check, runners);
        if (!selecting.isEmpty()) {
            return selecting.stream().allMatch(TestRunner::isSkipped) ? skipped : expected;
        }
        // Who names tests on the command line leaves all others out on purpose.
        boolean known =
                runners.stream()
                        .map(TestRunner::filters)
                        .anyMatch(filters -> filters.isSpecific() || filters.matchesName(check));
        return known ? filtered : unmatched;
    }
}
