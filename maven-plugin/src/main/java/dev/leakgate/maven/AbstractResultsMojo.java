package dev.leakgate.maven;

import dev.leakgate.gate.Baseline;
import dev.leakgate.gate.BudgetGate;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.ci.ReportSources;
import dev.leakgate.spec.BudgetSet;
import dev.leakgate.spec.BudgetsFile;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** Holds what the goals agree on that look at results: where they are and what they are held to. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class AbstractResultsMojo extends AbstractMojo {

    /** Skips this goal. */
    @Parameter(property = "leakgate.skip", defaultValue = "false")
    private boolean skip;

    /** Where the checks wrote their results, and where reports go. */
    @Parameter(
            property = "leakgate.outputDirectory",
            defaultValue = "${project.build.directory}/leakgate")
    private File outputDirectory;

    /**
     * Limits for all checks, each a {@code <budget>} with the keys of {@code
     * leakgate-budgets.yaml}: {@code <region>heap</region><peak>64 MiB</peak>}.
     */
    @Parameter private @Nullable PlexusConfiguration budgets;

    /** More limits; {@code leakgate-budgets.yaml} beside the POM, if it exists. */
    @Parameter(property = "leakgate.budgetsFile")
    private @Nullable File budgetsFile;

    /** What was accepted before; {@code leakgate-baseline.json} beside the POM. */
    @Parameter(property = "leakgate.baseline")
    private @Nullable File baseline;

    /** Folders with results of earlier builds, which reports show each check's growth over. */
    @Parameter(property = "leakgate.history")
    private List<File> history = List.of();

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    final boolean isSkipped() {
        return skip;
    }

    final Path outputDirectory() {
        return outputDirectory.toPath();
    }

    final MavenProject project() {
        return project;
    }

    final MavenSession session() {
        return session;
    }

    final Path basedir() {
        return project.getBasedir().toPath();
    }

    final Instant buildStart() {
        return session.getStartTime().toInstant();
    }

    final Path baselineFile() {
        return baseline != null ? baseline.toPath() : basedir().resolve(Baseline.DEFAULT_NAME);
    }

    /**
     * Reads the limits of the POM and of the file.
     *
     * @throws dev.leakgate.spec.SpecException when anything in them is wrong
     * @throws RunFileException when a baseline that they need cannot be read
     */
    final BudgetGate budgetGate() throws RunFileException {
        BudgetSet all = BudgetSet.ofTexts(texts(), "pom.xml");
        Path file =
                budgetsFile != null
                        ? budgetsFile.toPath()
                        : basedir().resolve(BudgetsFile.DEFAULT_NAME);
        if (budgetsFile != null || Files.exists(file)) {
            all = all.and(BudgetsFile.read(file, named(file)));
        }
        boolean compares = baseline != null || all.needsBaseline();
        return new BudgetGate(all, compares ? Baseline.read(baselineFile()) : null);
    }

    /**
     * Says what the module's reports are made of: its results as they are, earlier builds, and what
     * the baseline accepts.
     *
     * @throws RunFileException when the baseline cannot be read
     */
    final ReportSources reportSources() throws RunFileException {
        Path file = baselineFile();
        Baseline accepted =
                baseline != null || Files.exists(file)
                        ? Baseline.read(file)
                        : Baseline.empty(Baseline.DEFAULT_NAME);
        return ReportSources.of(outputDirectory(), basedir())
                .comparing(history.stream().map(File::toPath).toList())
                .accepting(accepted::accepted);
    }

    /** Takes the keys as they are written, so that a mistyped one gets a message of ours. */
    private List<Map<String, String>> texts() {
        List<Map<String, String>> texts = new ArrayList<>();
        if (budgets != null) {
            for (PlexusConfiguration budget : budgets.getChildren()) {
                Map<String, String> keys = new LinkedHashMap<>();
                for (PlexusConfiguration key : budget.getChildren()) {
                    String value = key.getValue();
                    keys.put(key.getName(), value == null ? "" : value.strip());
                }
                texts.add(keys);
            }
        }
        return texts;
    }

    private String named(Path file) {
        return file.startsWith(basedir()) ? basedir().relativize(file).toString() : file.toString();
    }
}
