package dev.leakgate.maven;

import dev.leakgate.gate.BaselineException;
import dev.leakgate.report.ConsoleText;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.ci.ResultIndex;
import dev.leakgate.spec.SpecException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the reports of all checks of the module: a page for each, the index with the worst first,
 * and files for code scanning, GitLab and whatever reads results of tests. In a GitHub job it adds
 * to the summary and annotates the sources.
 *
 * <p>It runs before {@code check} fails the build.
 *
 * @since 0.1
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class ReportMojo extends AbstractResultsMojo {

    /** Folders with results of earlier builds, which the index shows each check's growth over. */
    @Parameter(property = "leakgate.history")
    private List<File> history = List.of();

    @Override
    public void execute() throws MojoExecutionException {
        Path folder = outputDirectory();
        if (isSkipped() || !Files.isDirectory(folder)) {
            getLog().info(
                            "No report: "
                                    + (isSkipped() ? "leakgate.skip is set" : "no check has run"));
            return;
        }
        judge(folder);
        try {
            ResultIndex index =
                    ResultIndex.write(
                            folder, history.stream().map(File::toPath).toList(), basedir());
            index.unreadable().forEach(each -> getLog().warn(each));
            index.lines().forEach(line -> getLog().info(ConsoleText.of(line)));
            // Commands of the runner must begin the line.
            index.tellGitHub(System.getenv()).forEach(System.out::println);
            getLog().info("Report: " + folder.resolve(ResultIndex.INDEX));
        } catch (IOException failure) {
            throw new MojoExecutionException(
                    "the report cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** Reports show budgets too; what is wrong with them fails the build in {@code check}. */
    private void judge(Path folder) throws MojoExecutionException {
        try {
            ResultScan.of(folder, buildStart(), List.of()).judge(budgetGate());
        } catch (RunFileException | SpecException | BaselineException wrong) {
            getLog().warn("the report lacks budgets: " + wrong.getMessage());
        } catch (IOException failure) {
            throw new MojoExecutionException(
                    "the budgets cannot be judged: " + failure.getMessage(), failure);
        }
    }
}
