package dev.leakgate.maven;

import dev.leakgate.gate.BaselineException;
import dev.leakgate.gate.BudgetGate;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.ci.ResultIndex;
import dev.leakgate.spec.SpecException;
import dev.leakgate.telemetry.Telemetry;
import dev.leakgate.telemetry.TelemetryException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build when a leak check found a leak, a broken budget or a crash, when it could not
 * tell, and when it never ran.
 *
 * <p>Each method with {@code @LeakCheck} in the test classes, and each check of a spec file that a
 * class carries, needs a result of this build, unless the build skips or filters its test.
 *
 * @since 0.1
 */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class CheckMojo extends AbstractResultsMojo {

    /** Fails the build also when checks were skipped, or when there are none. */
    @Parameter(property = "leakgate.requireResults", defaultValue = "false")
    private boolean requireResults;

    /** Fails the build for leaks, broken budgets and crashes; else they are warnings. */
    @Parameter(property = "leakgate.failOnViolation", defaultValue = "true")
    private boolean failOnViolation;

    /**
     * Says what becomes of a check that could not tell: {@code fail} fails the build, {@code abort}
     * leaves a warning.
     */
    @Parameter(property = "leakgate.onInconclusive", defaultValue = "fail")
    private String onInconclusive;

    /**
     * Folders with results of other builds, each of which ran a part of the checks. Together with
     * this build's they must have one of every check, skipped here or not.
     */
    @Parameter(property = "leakgate.shards")
    private List<File> shards = List.of();

    /**
     * Where metrics of the results go, by OTLP over HTTP: {@code http://localhost:4318}. Without it
     * {@code OTEL_EXPORTER_OTLP_ENDPOINT} says so, and without both they go nowhere.
     */
    @Parameter(property = "leakgate.otlp.endpoint")
    private @Nullable String otlpEndpoint;

    /**
     * A file for metrics that Prometheus reads, or the folder for {@code leakgate-metrics.prom}.
     */
    @Parameter(property = "leakgate.metricsFile")
    private @Nullable File metricsFile;

    @Parameter(defaultValue = "${project.build.testOutputDirectory}", readonly = true)
    private File testClassesDirectory;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution mojoExecution;

    private final BuildPluginManager plugins;

    /** Takes what knows the other plugins of the build. */
    @Inject
    public CheckMojo(BuildPluginManager plugins) {
        this.plugins = plugins;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            getLog().info("Leak checks are not judged: leakgate.skip is set");
            return;
        }
        Gate.Strictness strictness =
                new Gate.Strictness(failOnViolation, inconclusiveFails(), requireResults);
        OtherGoals goals = new OtherGoals(plugins, project(), session(), mojoExecution, getLog());
        List<TestRunner> runners =
                new TestRunners(basedir(), goals::parameters, getLog()).of(project());
        List<Path> others = shards.stream().map(File::toPath).toList();
        try (TestClassFiles files =
                new TestClassFiles(testClassesDirectory.toPath(), classPath())) {
            BudgetGate budgets = budgetGate();
            Optional<Telemetry> telemetry =
                    Telemetry.of(
                            otlpEndpoint,
                            "leakgate.otlp.endpoint",
                            metricsFile == null ? null : metricsFile.toPath(),
                            System.getenv(),
                            basedir());
            AtomicBoolean changed = new AtomicBoolean();
            ResultScan scan =
                    ResultScan.of(
                            outputDirectory(),
                            buildStart(),
                            others,
                            (run, file, own) -> judged(run, file, own, budgets, changed));
            if (changed.get()) {
                writeIndexAnew();
            }
            ExpectedResults expected =
                    ExpectedResults.of(DeclaredChecks.in(files, basedir()), runners);
            Gate gate =
                    new Gate(
                            others.isEmpty() ? expected : expected.ofAllShards(),
                            scan,
                            diagnosis(runners, scan, others),
                            others.isEmpty() ? SkippedTests.by(goals.evaluator()) : null,
                            getLog());
            if (!scan.current().isEmpty()) {
                budgets.unused().forEach(getLog()::warn);
            }
            telemetry.ifPresent(to -> tell(to, scan));
            gate.judge(strictness);
        } catch (RunFileException | SpecException | BaselineException | TelemetryException wrong) {
            throw new MojoExecutionException(wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new MojoExecutionException(
                    "the results of the leak checks cannot be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** Holds a result against budgets; one of this build that they change is written anew. */
    private RunDocument judged(
            RunDocument run, Path file, boolean own, BudgetGate budgets, AtomicBoolean changed)
            throws IOException {
        ResultScan.requireVersion(run, file, version());
        RunDocument judged = own ? budgets.judgeAndWrite(run, file) : budgets.judge(run, file);
        if (own && judged.budgets().size() != run.budgets().size()) {
            changed.set(true);
        }
        return judged.withoutMeasurements();
    }

    /** An index that {@code report} wrote must not contradict the pages that it leads to. */
    private void writeIndexAnew() throws IOException {
        if (Files.exists(outputDirectory().resolve(ResultIndex.INDEX))) {
            ResultIndex.write(reportSources()).unreadable().forEach(getLog()::warn);
        }
    }

    private void tell(Telemetry telemetry, ResultScan scan) {
        if (scan.current().isEmpty()) {
            return;
        }
        telemetry
                .tell(() -> scan.current().stream().map(CheckMojo::whole).iterator())
                .forEach(
                        outcome -> {
                            if (outcome.well()) {
                                getLog().info(outcome.line());
                            } else {
                                getLog().warn(outcome.line());
                            }
                        });
    }

    /** The scan keeps no measurements; those of hundreds of checks are read one by one. */
    private static RunDocument whole(CheckResult result) {
        RunDocument judged = result.deciding().document();
        try {
            return RunJson.read(result.deciding().file())
                    .judged(judged.verdict(), judged.reason(), judged.budgets());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private AbsenceDiagnosis diagnosis(
            List<TestRunner> runners, ResultScan scan, List<Path> others) {
        return new AbsenceDiagnosis(
                runners,
                scan,
                Path.of(project().getBuild().getDirectory()),
                buildStart(),
                engineIsOnClassPath(),
                isCalledAlone(),
                others);
    }

    private String version() {
        return mojoExecution.getMojoDescriptor().getPluginDescriptor().getVersion();
    }

    private boolean inconclusiveFails() throws MojoExecutionException {
        return switch (onInconclusive.strip()) {
            case "fail" -> true;
            case "abort" -> false;
            default ->
                    throw new MojoExecutionException(
                            "leakgate.onInconclusive = \""
                                    + onInconclusive
                                    + "\" must be \"fail\", which is the default, or \"abort\"");
        };
    }

    /** Tells whether the command line names goals and no phase, so that no test can have run. */
    private boolean isCalledAlone() {
        return mojoExecution.getSource() == MojoExecution.Source.CLI
                && session().getGoals().stream().allMatch(goal -> goal.contains(":"));
    }

    private List<Path> classPath() throws MojoExecutionException {
        try {
            return project().getTestClasspathElements().stream().map(Path::of).toList();
        } catch (DependencyResolutionRequiredException unresolved) {
            throw new MojoExecutionException(
                    "the test class path is not known: " + unresolved.getMessage(), unresolved);
        }
    }

    private boolean engineIsOnClassPath() {
        return Stream.concat(Stream.of(project().getArtifact()), project().getArtifacts().stream())
                .anyMatch(
                        artifact ->
                                artifact.getGroupId().equals("dev.leakgate")
                                        && artifact.getArtifactId().equals("leakgate-junit"));
    }
}
