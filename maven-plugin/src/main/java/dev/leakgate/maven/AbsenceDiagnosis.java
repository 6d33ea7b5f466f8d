package dev.leakgate.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says why checks have no result of this build.
 *
 * @param runners the executions of Surefire and Failsafe
 * @param scan the results that are there
 * @param buildDirectory where the reports of Surefire and Failsafe are
 * @param buildStart reports before it are of another build
 * @param engineOnClassPath whether the tests see the engine
 * @param calledAlone whether the goal was named on the command line instead of bound to a phase
 * @param shards folders with results of other builds that should have them; none in most builds
 */
record AbsenceDiagnosis(
        List<TestRunner> runners,
        ResultScan scan,
        Path buildDirectory,
        Instant buildStart,
        boolean engineOnClassPath,
        boolean calledAlone,
        List<Path> shards) {

    /** The version that messages tell to use, the one that we build with. */
    static final String RECOMMENDED = "3.6.1";

    private static final int MOST_NAMED = 10;

    private static final String BIND_FAILSAFE =
            """
            maven-failsafe-plugin is not bound to the build, so no class with this name ever runs; \
            add it to <build><plugins>:
              <plugin>
                <artifactId>maven-failsafe-plugin</artifactId><version>%s</version>
                <executions><execution><goals><goal>integration-test</goal><goal>verify</goal>\
            </goals></execution></executions>
              </plugin>"""
                    .formatted(RECOMMENDED);

    /** Explains all absent checks, those with the same cause together. */
    String explain(List<DeclaredCheck> absent) {
        Map<String, List<DeclaredCheck>> byCause =
                absent.stream()
                        .collect(
                                Collectors.groupingBy(
                                        this::cause, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        byCause.forEach(
                (cause, checks) ->
                        text.append(text.isEmpty() ? "" : "\n")
                                .append(absence(checks))
                                .append("\n  ")
                                .append(cause.replace("\n", "\n  ")));
        return text.toString();
    }

    private String absence(List<DeclaredCheck> checks) {
        String names =
                checks.stream()
                        .limit(MOST_NAMED)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
        String more =
                checks.size() > MOST_NAMED ? " and " + (checks.size() - MOST_NAMED) + " more" : "";
        return "not checked, there is no result of this build for " + names + more + ":";
    }

    private String cause(DeclaredCheck check) {
        String cause = causeNow(check);
        Instant earlier = scan.earlier(check);
        return earlier == null
                ? cause
                : cause
                        + "\nThe result that is there was written by an earlier build, at "
                        + earlier.truncatedTo(ChronoUnit.SECONDS)
                        + ", and does not count.";
    }

    private String causeNow(DeclaredCheck check) {
        String problem = check.problem();
        if (problem != null) {
            return problem;
        }
        if (!shards.isEmpty()) {
            return "no shard has it: "
                    + shards.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + "; look whether one of them left it out, or ended early";
        }
        List<TestRunner> selecting = ExpectedResults.runnersOf(check, runners);
        if (selecting.isEmpty()) {
            return unmatched(check);
        }
        if (calledAlone) {
            return "leakgate:check was called by itself and runs no test; run mvn verify";
        }
        Path report = report(check);
        if (report != null) {
            return "the class ran, but the check ended before it had a result; see " + report;
        }
        String names =
                selecting.stream().map(Object::toString).collect(Collectors.joining(" and "));
        if (selecting.stream().allMatch(TestRunner::isTooOld)) {
            return names
                    + " is too old: it runs no test of the JUnit Platform; set its <version> to "
                    + RECOMMENDED;
        }
        if (!engineOnClassPath) {
            return "dev.leakgate:leakgate-junit is not on the test class path; add it to the"
                    + " <dependencies> with <scope>test</scope>";
        }
        if (selecting.stream().allMatch(runner -> runner.withoutEngine() || runner.isTooOld())) {
            return names
                    + " leaves the engine \"leakgate\" out; take it from excludeJUnit5Engines or"
                    + " add it to includeJUnit5Engines";
        }
        return names
                + " picks the class, but has no report of it; look above whether the tests ran,"
                + " and that leakgate.outputDirectory is the same for the tests and for this goal";
    }

    private String unmatched(DeclaredCheck check) {
        boolean failsafeIsBound = runners.stream().anyMatch(TestRunner::isFailsafe);
        TestFilters failsafe =
                new TestFilters(
                        null,
                        TestRunners.FAILSAFE_INCLUDES,
                        TestFilters.DEFAULT_EXCLUDES,
                        TagExpressions.ALL);
        if (!failsafeIsBound && failsafe.matchesName(check)) {
            return BIND_FAILSAFE;
        }
        String patterns =
                runners.stream()
                        .map(
                                runner ->
                                        runner
                                                + " runs "
                                                + String.join(", ", runner.filters().includes()))
                        .collect(Collectors.joining("; "));
        return "the class name pattern of no test run fits; rename the class, so that it ends in"
                + " IT, or add it to the <includes> of maven-failsafe-plugin ("
                + (patterns.isEmpty() ? "neither Surefire nor Failsafe is bound" : patterns)
                + ")";
    }

    /** Finds what Surefire or Failsafe reported of the class in this build. */
    private @Nullable Path report(DeclaredCheck check) {
        for (String directory : List.of("failsafe-reports", "surefire-reports")) {
            for (String name : check.classNames().toList()) {
                Path report = buildDirectory.resolve(directory).resolve(name + ".txt");
                if (isOfThisBuild(report)) {
                    return report;
                }
            }
        }
        return null;
    }

    private boolean isOfThisBuild(Path report) {
        try {
            return !Files.getLastModifiedTime(report).toInstant().isBefore(buildStart);
        } catch (IOException absent) {
            return false;
        }
    }
}
