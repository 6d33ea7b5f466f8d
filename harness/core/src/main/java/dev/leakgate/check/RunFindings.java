package dev.leakgate.check;

import dev.leakgate.finding.Finding;
import dev.leakgate.region.RegionKind;
import dev.leakgate.report.FindingLines;
import dev.leakgate.verdict.Glob;
import dev.leakgate.verdict.Suppression.By;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Holds the objects that pile up in a run, as a look into the service's memory found them.
 *
 * <p>In patterns {@code *} is any text and {@code ?} any one character.
 */
public final class RunFindings {

    private final List<Finding> findings;
    private final List<String> problems;
    private final String what;

    /**
     * Holds findings.
     *
     * @param findings the largest part of the growth first
     * @param problems why there may be more, a sentence each
     */
    public RunFindings(List<Finding> findings, List<String> problems) {
        this(findings, problems, "objects that pile up");
    }

    private RunFindings(List<Finding> findings, List<String> problems, String what) {
        this.findings = List.copyOf(findings);
        this.problems = List.copyOf(problems);
        this.what = what;
    }

    /** Returns the findings, the largest part of the growth first. */
    public List<Finding> all() {
        return findings;
    }

    /** Says why there may be more than were found, a sentence each. */
    public List<String> problems() {
        return problems;
    }

    /** Returns those of a type, as reports name it. */
    public RunFindings ofType(String pattern) {
        return with(By.TYPE, pattern, "of type");
    }

    /** Returns those that are held by a global, a place, or an object of a type. */
    public RunFindings heldBy(String pattern) {
        return with(By.HOLDER, pattern, "held by");
    }

    /** Returns those in regions of a kind, whatever their process and name. */
    public RunFindings inRegion(RegionKind kind) {
        return only(finding -> finding.region().kind() == kind, "in " + kind.text());
    }

    /** Returns those that nothing points to any more. */
    public RunFindings unreachable() {
        return only(finding -> finding.reachability().isLeaked(), "unreachable");
    }

    private RunFindings with(By sort, String pattern, String words) {
        return only(
                finding ->
                        finding.names(sort).stream().anyMatch(name -> Glob.matches(pattern, name)),
                words + " \"" + pattern + "\"");
    }

    private RunFindings only(Predicate<Finding> chosen, String words) {
        return new RunFindings(
                findings.stream().filter(chosen).toList(), problems, what + ", " + words);
    }

    /** Returns how many come with each request, summed; empty when nobody counted requests. */
    public OptionalDouble perRequest() {
        return findings.stream()
                        .map(Finding::grown)
                        .anyMatch(grown -> grown == null || grown.requests() == 0)
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        findings.stream()
                                .map(Finding::grown)
                                .mapToDouble(
                                        grown ->
                                                grown == null
                                                        ? 0
                                                        : (double) grown.chunks()
                                                                / grown.requests())
                                .sum());
    }

    /** Returns the lines that a report has of them. */
    public List<String> lines() {
        return FindingLines.of(FindingParts.of(findings));
    }

    /** Says what they are: {@code objects that pile up, of type "Session"}. */
    @Override
    public String toString() {
        return what;
    }
}
