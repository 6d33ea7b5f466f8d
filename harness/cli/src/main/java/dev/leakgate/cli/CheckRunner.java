package dev.leakgate.cli;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.KeptMemory;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.gate.BudgetGate;
import dev.leakgate.report.ResultFolder;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.Session;
import dev.leakgate.service.ServiceException;
import dev.leakgate.spec.LeakCheckSpec;
import dev.leakgate.verdict.Suppressions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/** Runs one check after the other. */
final class CheckRunner {

    private final Path output;
    private final Suppressions known;
    private final BudgetGate limits;

    /**
     * Prepares runs.
     *
     * @param output where results go
     * @param known growth that fails no check
     * @param limits that all checks are held to
     */
    CheckRunner(Path output, Suppressions known, BudgetGate limits) {
        this.output = output;
        this.known = known;
        this.limits = limits;
    }

    /**
     * Runs a check.
     *
     * @throws UncheckedIOException when results cannot be written
     */
    CheckResults.Result run(FoundCheck check) {
        CheckId id = check.id();
        LeakCheckSpec spec = check.spec();
        try {
            Path folder =
                    ResultFolder.prepare(
                            output, id.testClass(), id.method(), Session.current().id());
            LeakChecker checker =
                    new LeakChecker(
                                    id,
                                    spec.service(),
                                    spec.plan(),
                                    spec.budgets(),
                                    spec.countBudgets(),
                                    folder)
                            .keeping(kept(spec))
                            .limitingSpace(spec.spaceBudgets())
                            .suppressing(known.and(spec.suppressions(today())));
            try {
                var unused = spec.run(checker);
            } catch (ServiceException e) {
                // Its result says that the service did not start, and why.
            }
            Path file = folder.resolve(RunJson.FILE_NAME);
            return new CheckResults.Result(file, limits.judgeAndWrite(RunJson.read(file), file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "results cannot be written to " + output + " (" + e + "); choose another by -o",
                    e);
        }
    }

    /** Options of {@code -D} are system properties, as in a build. */
    static KeptMemory kept(LeakCheckSpec spec) {
        try {
            return spec.kept().under(name -> Optional.ofNullable(System.getProperty(name)));
        } catch (IllegalArgumentException wrong) {
            throw new InvalidInputException(String.valueOf(wrong.getMessage()));
        }
    }

    /** The same day on every machine of a team. */
    private static LocalDate today() {
        return LocalDate.now(Clock.systemUTC());
    }
}
