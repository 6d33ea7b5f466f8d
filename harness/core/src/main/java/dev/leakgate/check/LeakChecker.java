package dev.leakgate.check;

import dev.leakgate.load.LoadMethod;
import dev.leakgate.service.NativeService;
import java.nio.file.Path;
import java.util.List;

/** Runs one check: launches the service, loads it, judges, stops it and writes the evidence. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class LeakChecker {

    private final CheckId id;
    private final NativeService service;
    private final CheckPlan plan;
    private final List<RegionBudget> budgets;
    private final Path directory;

    /**
     * Prepares a check.
     *
     * @param directory where the evidence goes; a check of the same name before it is replaced
     */
    public LeakChecker(
            CheckId id,
            NativeService service,
            CheckPlan plan,
            List<RegionBudget> budgets,
            Path directory) {
        this.id = id;
        this.service = service;
        this.plan = plan;
        this.budgets = List.copyOf(budgets);
        this.directory = directory;
    }

    /**
     * Runs the check with a method that sends one request.
     *
     * @throws dev.leakgate.service.ServiceException when the service does not start
     */
    public CheckOutcome check(LoadMethod method) {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs the check with a method that drives its own rounds.
     *
     * @throws dev.leakgate.service.ServiceException when the service does not start
     */
    public CheckOutcome checkOwnRounds(OwnRounds rounds) {
        throw new UnsupportedOperationException();
    }
}
