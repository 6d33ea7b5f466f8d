package dev.leakgate.maven;

import dev.leakgate.gate.BaselineException;
import dev.leakgate.gate.BudgetGate;
import dev.leakgate.report.ConsoleText;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.ci.ReportSources;
import dev.leakgate.report.ci.ResultIndex;
import dev.leakgate.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

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

    @Override
    public void execute() throws MojoExecutionException {
        Path folder = outputDirectory();
        if (isSkipped() || !Files.isDirectory(folder)) {
            getLog().info(
                            "No report: "
                                    + (isSkipped() ? "leakgate.skip is set" : "no check has run"));
            return;
        }
        try {
            tell(ResultIndex.write(judged()), folder);
        } catch (IOException failure) {
            throw new MojoExecutionException(
                    "the report cannot be written: " + failure.getMessage(), failure);
        }
    }

    private void tell(ResultIndex index, Path folder) throws IOException {
        index.unreadable().forEach(each -> getLog().warn(each));
        index.lines().forEach(line -> getLog().info(ConsoleText.of(line)));
        // Commands of the runner must begin the line.
        index.tellGitHub(System.getenv()).forEach(System.out::println);
        getLog().info("Report: " + folder.resolve(ResultIndex.INDEX));
    }

    /** Reports show budgets too; what is wrong with them fails the build in {@code check}. */
    private ReportSources judged() throws RunFileException {
        try {
            BudgetGate budgets = budgetGate();
            return reportSources().judgedBy((file, run) -> judged(budgets, file, run));
        } catch (RunFileException | SpecException wrong) {
            getLog().warn("the report lacks budgets: " + wrong.getMessage());
            return ReportSources.of(outputDirectory(), basedir());
        }
    }

    private RunDocument judged(BudgetGate budgets, Path file, RunDocument run) throws IOException {
        if (run.session().startedAt().isBefore(buildStart())) {
            return run;
        }
        try {
            RunDocument judged = budgets.judge(run, file);
            if (judged.budgets().size() != run.budgets().size()) {
                RunJson.write(file, judged);
            }
            return judged;
        } catch (BaselineException wrong) {
            getLog().warn("the report lacks budgets: " + wrong.getMessage());
            return run;
        }
    }
}
