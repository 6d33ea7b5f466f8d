package dev.leakgate.maven;

import dev.leakgate.report.ConsoleText;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.ci.ReportSources;
import dev.leakgate.report.ci.ResultIndex;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Writes one index of the checks of all modules, and one file of each kind for continuous
 * integration, into the output directory of the module that Maven was called in.
 *
 * <p>Call it by itself when the modules were checked: {@code mvn verify}, and then {@code mvn
 * leakgate:report-aggregate}, also when the first failed.
 *
 * @since 0.1
 */
@Mojo(name = "report-aggregate", aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class ReportAggregateMojo extends AbstractMojo {

    /** Skips this goal. */
    @Parameter(property = "leakgate.skip", defaultValue = "false")
    private boolean skip;

    /** Where each module's checks wrote to, within the module's own build directory. */
    @Parameter(property = "leakgate.aggregate.folder", defaultValue = "leakgate")
    private String folder;

    /** Folders with results of earlier builds, which reports show each check's growth over. */
    @Parameter(property = "leakgate.history")
    private List<File> history = List.of();

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Override
    public void execute() throws MojoExecutionException {
        List<Path> checked =
                session.getProjects().stream()
                        .map(this::outputDirectory)
                        .filter(Files::isDirectory)
                        .toList();
        if (skip || checked.isEmpty()) {
            getLog().info(
                            "No report: "
                                    + (skip
                                            ? "leakgate.skip is set"
                                            : "no check has run in any module"));
            return;
        }
        Path target = outputDirectory(project);
        try {
            ResultIndex index =
                    ResultIndex.write(
                            ReportSources.of(target, project.getBasedir().toPath())
                                    .from(checked)
                                    .comparing(history.stream().map(File::toPath).toList()));
            index.unreadable().forEach(getLog()::warn);
            index.lines().forEach(line -> getLog().info(ConsoleText.of(line)));
            index.tellGitHub(System.getenv()).forEach(System.out::println);
            getLog().info("Report: " + target.resolve(ResultIndex.INDEX));
        } catch (RunFileException none) {
            throw new MojoExecutionException(none.getMessage(), none);
        } catch (IOException failure) {
            throw new MojoExecutionException(
                    "the report cannot be written: " + failure.getMessage(), failure);
        }
    }

    private Path outputDirectory(MavenProject module) {
        return Path.of(module.getBuild().getDirectory()).resolve(folder);
    }
}
