package dev.leakgate.cli;

import dev.leakgate.gate.Baseline;
import dev.leakgate.gate.BaselineException;
import dev.leakgate.gate.BaselineUpdate;
import dev.leakgate.gate.BudgetGate;
import dev.leakgate.linux.MeasurablePlatform;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.SuppressionWarnings;
import dev.leakgate.spec.BudgetSet;
import dev.leakgate.spec.BudgetsFile;
import dev.leakgate.spec.SpecException;
import dev.leakgate.spec.SpecFile;
import dev.leakgate.spec.SpecFiles;
import dev.leakgate.spec.SuppressionFile;
import dev.leakgate.telemetry.Telemetry;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the checks of spec files, without Maven and JUnit. */
@Command(
        name = "check",
        description =
                "Runs the checks of spec files: launches the service, sends the load, judges what"
                        + " grows.",
        exitCodeListHeading = "%nExit status, of several checks the first that fits:%n",
        exitCodeList = {
            "1:a leak, or a broken budget",
            "4:the service crashed",
            "3:inconclusive, or not permitted",
            "2:wrong usage or input; nothing ran",
            "0:all are clean"
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Spec files, or directories with files that end in .leakcheck.yaml.")
    private List<String> files = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "leakgate",
            description = "Where results go; default ${DEFAULT-VALUE}.")
    private Path output = Path.of("leakgate");

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Run the check of this name and no other; may be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--suppressions",
            paramLabel = "FILE",
            description = "Growth that is known; default leakgate-suppressions.yaml, if it exists.")
    private @Nullable Path suppressions;

    @Option(
            names = "--budgets",
            paramLabel = "FILE",
            description = "Limits for all checks; default leakgate-budgets.yaml, if it exists.")
    private @Nullable Path budgets;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "What was accepted before; default leakgate-baseline.json.")
    private @Nullable Path baseline;

    @Option(names = "--accept", description = "Write what is measured into the baseline.")
    private boolean accept;

    @Option(names = "--ratchet", description = "Write what became smaller into the baseline.")
    private boolean ratchet;

    @Option(names = "--force", description = "Write the baseline in CI too.")
    private boolean force;

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            description = "Give $${NAME} in spec files a value.")
    private Map<String, String> values = Map.of();

    @Option(names = "--json", description = "Print JSON in place of the reports.")
    private boolean json;

    @Mixin private TelemetryOptions metrics = new TelemetryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return call(MeasurablePlatform.current());
    }

    int call(MeasurablePlatform platform) throws IOException {
        Optional<String> missing = platform.missing();
        if (missing.isPresent()) {
            error(missing.get());
            return Leakgate.NOT_PERMITTED;
        }
        values.forEach(System::setProperty);
        try {
            List<FoundCheck> checks = chosen(read());
            if ((accept || ratchet) && !force) {
                BaselineUpdate.refuseInCi(System.getenv(), "--force");
            }
            return run(checks, known(), limits(), metrics.telemetry(endpoint(checks)));
        } catch (SpecException
                | InvalidInputException
                | BaselineException
                | RunFileException
                | UncheckedIOException e) {
            return wrong(String.valueOf(e.getMessage()));
        }
    }

    private int run(
            List<FoundCheck> checks,
            Suppressions known,
            BudgetGate limits,
            Optional<Telemetry> telemetry)
            throws IOException {
        CheckResults results = new CheckResults();
        CheckRunner runner = new CheckRunner(output, known, limits);
        PrintWriter out = spec.commandLine().getOut();
        for (FoundCheck check : checks) {
            String disabled = check.spec().disabled();
            if (disabled != null) {
                results.skipped(check.key(), disabled);
                print(out, "SKIPPED  " + check.key() + ": " + disabled);
                continue;
            }
            CheckResults.Result result = runner.run(check);
            results.add(result);
            print(out, String.join(System.lineSeparator(), result.document().message()));
            if (result.document().verdict() != Verdict.CLEAN) {
                print(out, "  again   " + again(check));
            }
        }
        List<String> warnings =
                SuppressionWarnings.of(results.documents(), only.isEmpty() && results.allRan());
        warnings.forEach(warning -> error("warning: " + warning));
        if (only.isEmpty()) {
            limits.unused().forEach(unused -> error("warning: " + unused));
        }
        if (accept || ratchet) {
            error(
                    new BaselineUpdate(baselineFile(), Path.of("").toAbsolutePath(), ratchet)
                            .accept(results.documents()));
        }
        if (json) {
            out.println(results.json(warnings));
        }
        telemetry.ifPresent(
                to -> TelemetryOptions.tell(to, results.documents(), spec.commandLine().getErr()));
        return results.exitStatus();
    }

    /** Takes the address of the files, which must be one. */
    private static @Nullable String endpoint(List<FoundCheck> checks) {
        List<String> all =
                checks.stream()
                        .map(check -> check.file().otlpEndpoint())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        if (all.size() > 1) {
            throw new InvalidInputException(
                    "the files send metrics to different addresses, "
                            + String.join(" and ", all)
                            + "; name one by --otlp-endpoint");
        }
        return all.isEmpty() ? null : all.get(0);
    }

    private static String again(FoundCheck check) {
        return "leakgate check " + check.file().name() + " --only \"" + check.spec().name() + "\"";
    }

    private void print(PrintWriter out, String text) {
        if (!json) {
            out.println(text);
        }
    }

    /** Reads all files before anything runs; what is wrong with several is said at once. */
    private List<FoundCheck> read() {
        Path here = Path.of("").toAbsolutePath();
        List<FoundCheck> checks = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        Map<String, Path> found = new LinkedHashMap<>(SpecFiles.find(here, files));
        found.forEach(
                (name, path) -> {
                    try {
                        SpecFile file = SpecFile.read(path, name);
                        file.checks().forEach(check -> checks.add(new FoundCheck(file, check)));
                    } catch (SpecException e) {
                        errors.add(e.getMessage());
                    }
                });
        if (!errors.isEmpty()) {
            throw new InvalidInputException(String.join(System.lineSeparator(), errors));
        }
        return checks;
    }

    private List<FoundCheck> chosen(List<FoundCheck> all) {
        for (String name : only) {
            if (all.stream().noneMatch(check -> check.spec().name().equals(name))) {
                throw new InvalidInputException(
                        "no check is named \""
                                + name
                                + "\"; there are: "
                                + String.join(
                                        ", ",
                                        all.stream().map(check -> check.spec().name()).toList()));
            }
        }
        List<FoundCheck> chosen =
                all.stream()
                        .filter(check -> only.isEmpty() || only.contains(check.spec().name()))
                        .toList();
        chosen.stream()
                .map(FoundCheck::spec)
                .filter(check -> check.disabled() == null)
                .forEach(
                        check -> {
                            check.requireValues();
                            var unused = CheckRunner.kept(check);
                        });
        return chosen;
    }

    private Suppressions known() {
        Path file = suppressions == null ? Path.of(SuppressionFile.DEFAULT_NAME) : suppressions;
        return suppressions == null && !Files.exists(file)
                ? Suppressions.NONE
                : SuppressionFile.read(file, file.toString(), Clock.systemUTC());
    }

    private Path baselineFile() {
        return baseline == null ? Path.of(Baseline.DEFAULT_NAME) : baseline;
    }

    private BudgetGate limits() throws RunFileException {
        Path file = budgets == null ? Path.of(BudgetsFile.DEFAULT_NAME) : budgets;
        BudgetSet set =
                budgets == null && !Files.exists(file)
                        ? BudgetSet.NONE
                        : BudgetsFile.read(file, file.toString());
        return accept
                ? new BudgetGate(set.withoutIncreases(), null)
                : new BudgetGate(set, set.needsBaseline() ? Baseline.read(baselineFile()) : null);
    }

    private int wrong(String message) {
        error(message);
        return ExitCode.USAGE;
    }

    private void error(String message) {
        spec.commandLine().getErr().println("leakgate: " + message);
    }
}
