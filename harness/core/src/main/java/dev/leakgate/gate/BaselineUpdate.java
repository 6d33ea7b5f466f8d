package dev.leakgate.gate;

import dev.leakgate.report.RunDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes a baseline: only when a person asks, and only of what is clean. */
public final class BaselineUpdate {

    /* CI is set by GitHub, GitLab, Travis, CircleCI, Buildkite and others. */
    private static final List<String> OF_CI =
            List.of("CI", "JENKINS_URL", "TEAMCITY_VERSION", "TF_BUILD", "BUILD_NUMBER");

    private final Path file;
    private final Path sources;
    private final boolean lowerOnly;

    /**
     * Prepares it.
     *
     * @param file the baseline; what it has of other checks stays
     * @param sources whose commit is named
     * @param lowerOnly whether figures may only become smaller
     */
    public BaselineUpdate(Path file, Path sources, boolean lowerOnly) {
        this.file = file;
        this.sources = sources;
        this.lowerOnly = lowerOnly;
    }

    /**
     * Refuses to go on in continuous integration.
     *
     * @param force how a user would force it, {@code "--force"}
     * @throws BaselineException when a variable tells that this is one
     */
    public static void refuseInCi(Map<String, String> environment, String force) {
        for (String name : OF_CI) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank() && !value.equalsIgnoreCase("false")) {
                throw new BaselineException(
                        "no baseline is written in continuous integration ("
                                + name
                                + " is set): nobody would look at it; write it where you can"
                                + " review it, or force it with "
                                + force);
            }
        }
    }

    /**
     * Takes over what checks measured.
     *
     * @return what to tell the user, a line
     * @throws BaselineException when one of them is not clean: a leak that is accepted once would
     *     never be found again
     * @throws IOException when the file cannot be read or written
     */
    public String accept(List<RunDocument> runs) throws IOException {
        for (RunDocument run : runs) {
            if (!BudgetGate.mayBeAccepted(run)) {
                throw new BaselineException(
                        "no baseline is written of what is not clean: "
                                + run.firstLine()
                                + "; mend it, or suppress what is known");
            }
        }
        boolean there = Files.exists(file);
        Baseline baseline =
                there ? Baseline.read(file) : Baseline.empty(String.valueOf(file.getFileName()));
        String before = there ? Files.readString(file) : "";
        Collection<String> known = baseline.checks();
        runs.forEach(run -> baseline.accept(run, sources, lowerOnly));
        String after = baseline.text();
        if (!after.equals(before)) {
            Files.writeString(file, after);
        }
        long fresh = baseline.checks().stream().filter(check -> !known.contains(check)).count();
        return file
                + (after.equals(before) ? " stays as it is: " : ": ")
                + runs.size()
                + (runs.size() == 1 ? " check" : " checks")
                + (lowerOnly ? " held to the smaller figures" : " accepted")
                + (fresh == 0 ? "" : ", " + fresh + " new")
                + ", "
                + (baseline.checks().size() - runs.size())
                + " as before"
                + (after.equals(before) ? "" : "; review and commit it");
    }
}
