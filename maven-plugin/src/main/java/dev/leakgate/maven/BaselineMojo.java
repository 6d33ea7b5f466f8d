package dev.leakgate.maven;

import dev.leakgate.gate.Baseline;
import dev.leakgate.gate.BaselineException;
import dev.leakgate.gate.BudgetGate;
import dev.leakgate.report.ConsoleText;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes what the checks measured last into {@code leakgate-baseline.json}, for review and version
 * control; later builds are held against it.
 *
 * <p>Is bound to no phase: a baseline is accepted by people. Checks that did not run last keep
 * their figures.
 *
 * @since 0.1
 */
@Mojo(name = "baseline", threadSafe = true)
public final class BaselineMojo extends AbstractResultsMojo {

    /** Takes over only what became smaller. */
    @Parameter(property = "leakgate.baseline.ratchet", defaultValue = "false")
    private boolean ratchet;

    /** Writes in continuous integration too. */
    @Parameter(property = "leakgate.baseline.force", defaultValue = "false")
    private boolean force;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            getLog().info("No baseline is written: leakgate.skip is set");
            return;
        }
        String ci = ContinuousIntegration.variable(System.getenv());
        if (ci != null && !force) {
            throw new MojoExecutionException(
                    "no baseline is written in continuous integration ("
                            + ci
                            + " is set): nobody would look at it; write it where you can review it,"
                            + " or set leakgate.baseline.force=true");
        }
        Path file = baselineFile();
        try {
            List<CheckResult> results = ResultScan.newest(outputDirectory()).current();
            if (results.isEmpty()) {
                throw new MojoExecutionException(
                        "there are no results in "
                                + outputDirectory()
                                + " to make a baseline of; run mvn verify first");
            }
            refuse(results);
            boolean there = Files.exists(file);
            Baseline baseline = there ? Baseline.read(file) : Baseline.empty(Baseline.DEFAULT_NAME);
            String before = there ? Files.readString(file) : "";
            Collection<String> known = baseline.checks();
            results.forEach(
                    result -> baseline.accept(result.deciding().document(), basedir(), ratchet));
            String after = baseline.text();
            Files.writeString(file, after);
            tell(file, known, baseline, results.size(), !before.equals(after));
        } catch (RunFileException | BaselineException wrong) {
            throw new MojoExecutionException(wrong.getMessage(), wrong);
        } catch (IOException failure) {
            throw new MojoExecutionException(
                    "the baseline cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** A leak that is accepted once would never be found again. */
    private static void refuse(List<CheckResult> results) throws MojoFailureException {
        for (CheckResult result : results) {
            RunDocument run = result.deciding().document();
            if (!BudgetGate.mayBeAccepted(run)) {
                throw new MojoFailureException(
                        "no baseline is written of what is not clean: "
                                + ConsoleText.of(run.firstLine())
                                + "; mend it, or suppress what is known");
            }
        }
    }

    private void tell(
            Path file, Collection<String> known, Baseline baseline, int accepted, boolean changed) {
        Map<Boolean, List<String>> byNew =
                baseline.checks().stream()
                        .collect(java.util.stream.Collectors.partitioningBy(known::contains));
        int fresh = byNew.getOrDefault(false, List.of()).size();
        getLog().info(
                        file
                                + (changed ? ": " : " stays as it is: ")
                                + accepted
                                + (accepted == 1 ? " check" : " checks")
                                + (ratchet ? " held to the smaller figures" : " accepted")
                                + (fresh == 0 ? "" : ", " + fresh + " new")
                                + ", "
                                + (baseline.checks().size() - accepted)
                                + " as before"
                                + (changed ? "; review and commit it" : ""));
    }
}
