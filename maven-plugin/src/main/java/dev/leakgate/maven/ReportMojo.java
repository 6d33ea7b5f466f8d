package dev.leakgate.maven;

import dev.leakgate.report.ConsoleText;
import dev.leakgate.report.ci.ResultIndex;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
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
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class ReportMojo extends AbstractMojo {

    /** Skips this goal. */
    @Parameter(property = "leakgate.skip", defaultValue = "false")
    private boolean skip;

    /** Where the checks wrote their results, and where the reports go. */
    @Parameter(
            property = "leakgate.outputDirectory",
            defaultValue = "${project.build.directory}/leakgate")
    private File outputDirectory;

    /** Folders with results of earlier builds, which the index shows each check's growth over. */
    @Parameter(property = "leakgate.history")
    private List<File> history = List.of();

    @Parameter(defaultValue = "${project.basedir}", readonly = true)
    private File basedir;

    @Override
    public void execute() throws MojoExecutionException {
        if (skip || !outputDirectory.isDirectory()) {
            getLog().info("No report: " + (skip ? "leakgate.skip is set" : "no check has run"));
            return;
        }
        Path folder = outputDirectory.toPath();
        try {
            ResultIndex index =
                    ResultIndex.write(
                            folder, history.stream().map(File::toPath).toList(), basedir.toPath());
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
}
