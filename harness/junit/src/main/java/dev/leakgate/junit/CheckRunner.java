package dev.leakgate.junit;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.service.NativeService;
import java.nio.file.Path;

/** Runs one check. The engine's own tests put a quick one in its place. */
@FunctionalInterface
interface CheckRunner {

    /**
     * Runs a check.
     *
     * @param directory where the evidence goes
     */
    CheckOutcome run(
            CheckId id,
            NativeService service,
            CheckSettings settings,
            CheckBody body,
            Path directory);

    /** Launches the real service and measures it. */
    static CheckOutcome measure(
            CheckId id,
            NativeService service,
            CheckSettings settings,
            CheckBody body,
            Path directory) {
        return body.run(
                new LeakChecker(
                                id,
                                service,
                                settings.plan(),
                                settings.budgets(),
                                settings.countBudgets(),
                                directory)
                        .keeping(settings.kept())
                        .site(settings.site())
                        .onCrash(settings.onCrash())
                        .limitingSpace(settings.spaceBudgets())
                        .suppressing(settings.suppressions()));
    }
}
