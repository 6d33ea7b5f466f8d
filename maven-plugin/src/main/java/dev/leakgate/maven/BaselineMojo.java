package dev.leakgate.maven;

import dev.leakgate.gate.BaselineException;
import dev.leakgate.gate.BaselineUpdate;
import dev.leakgate.report.ConsoleText;
import dev.leakgate.report.RunFileException;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
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
    public void execute() throws MojoExecutionException {
        if (isSkipped()) {
            getLog().info("No baseline is written: leakgate.skip is set");
            return;
        }
        try {
            if (!force) {
                BaselineUpdate.refuseInCi(System.getenv(), "-Dleakgate.baseline.force");
            }
            List<CheckResult> results = ResultScan.newest(outputDirectory()).current();
            if (results.isEmpty()) {
                throw new MojoExecutionException(
                        "there are no results in "
                                + outputDirectory()
                                + " to make a baseline of; run mvn verify first");
            }
            getLog().info(
                            new BaselineUpdate(baselineFile(), basedir(), ratchet)
                                    .accept(
                                            results.stream()
                                                    .map(result -> result.deciding().document())
                                                    .toList()));
        } catch (RunFileException | BaselineException wrong) {
            throw new MojoExecutionException(
                    ConsoleText.of(String.valueOf(wrong.getMessage())), wrong);
        } catch (IOException failure) {
            throw new MojoExecutionException(
                    "the baseline cannot be written: " + failure.getMessage(), failure);
        }
    }
}
