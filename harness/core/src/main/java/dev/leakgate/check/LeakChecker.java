package dev.leakgate.check;

import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.recording.MeasuringLock;
import dev.leakgate.recording.Recording;
import dev.leakgate.service.CrashedAtStartException;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import dev.leakgate.service.ServiceException;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one check: launches the service, loads it, judges, stops it and writes the evidence. */
public final class LeakChecker {

    /** How long to wait until other checks on this machine have measured. */
    private static final Duration LOCK_WAIT = Duration.ofMinutes(30);

    private final CheckId id;
    private final NativeService service;
    private final CheckPlan plan;
    private final List<RegionBudget> budgets;
    private final List<CountBudget> countBudgets;
    private final Path folder;
    private Suppressions suppressions = Suppressions.NONE;
    private KeptMemory kept = KeptMemory.DEFAULT;
    private SiteChoice site = SiteChoice.OFF;
    private List<SpaceBudget> spaceBudgets = List.of();
    private OnCrash onCrash = OnCrash.CORE;
    private @Nullable CrashWitness witness;

    /**
     * Prepares a check.
     *
     * @param folder where the evidence goes
     */
    public LeakChecker(
            CheckId id,
            NativeService service,
            CheckPlan plan,
            List<RegionBudget> budgets,
            Path folder) {
        this(id, service, plan, budgets, List.of(), folder);
    }

    /**
     * Prepares a check that limits counts too.
     *
     * @param folder where the evidence goes
     */
    public LeakChecker(
            CheckId id,
            NativeService service,
            CheckPlan plan,
            List<RegionBudget> budgets,
            List<CountBudget> countBudgets,
            Path folder) {
        this.id = id;
        this.service = service;
        this.plan = plan;
        this.budgets = List.copyOf(budgets);
        this.countBudgets = List.copyOf(countBudgets);
        this.folder = folder;
    }

    /**
     * Sets what is kept of the memory of a service that leaks or crashes; {@link
     * KeptMemory#DEFAULT} unless told. Returns this.
     */
    public LeakChecker keeping(KeptMemory what) {
        kept = what;
        return this;
    }

    /**
     * Sets what records the allocation sites of a service that leaks, in a second run; nothing
     * unless told. Returns this.
     */
    public LeakChecker site(SiteChoice recorder) {
        site = recorder;
        return this;
    }

    /** Sets how the memory of a service that crashes is kept, by the kernel unless told. */
    public LeakChecker onCrash(OnCrash how) {
        onCrash = how;
        return this;
    }

    /** Limits stacks and address space too; returns this. */
    public LeakChecker limitingSpace(List<SpaceBudget> limits) {
        spaceBudgets = List.copyOf(limits);
        return this;
    }

    /** Lets growth that is known not fail the check; returns this. */
    public LeakChecker suppressing(Suppressions known) {
        suppressions = known.of(id.names());
        return this;
    }

    /**
     * Runs the check with a method that sends one request. A run that has not settled after the
     * plan's rounds goes on with more of them.
     *
     * @throws ServiceException when the service does not start
     */
    public CheckOutcome check(LoadMethod method) {
        return run(
                measurement -> {
                    measurement.warmUp(plan.warmUp(), method);
                    measurement.rounds(plan.rounds(), plan.requestsPerRound(), method);
                });
    }

    /**
     * Runs the check with a load tool, once to warm up and once a round. A run that has not settled
     * after the plan's rounds goes on with more of them.
     *
     * @throws ServiceException when the service does not start
     */
    public CheckOutcome check(ExternalLoad tool) {
        return run(
                measurement -> {
                    boolean told = tool.needsRequests();
                    if (plan.warmUp() > 0) {
                        var unused =
                                told
                                        ? measurement.warmUp(plan.warmUp(), tool)
                                        : measurement.warmUp(tool);
                    }
                    var unused =
                            told
                                    ? measurement.rounds(
                                            plan.rounds(), plan.requestsPerRound(), tool)
                                    : measurement.rounds(plan.rounds(), tool);
                });
    }

    /**
     * Runs the check with a method that drives its own rounds; these go on too as long as they have
     * not settled.
     *
     * @throws ServiceException when the service does not start
     */
    public CheckOutcome checkOwnRounds(OwnRounds rounds) {
        return run(
                measurement -> {
                    try (TimeCap cap = new TimeCap(measurement.deadline())) {
                        try {
                            rounds.drive(measurement);
                        } catch (Exception e) {
                            throw cap.isOver() ? measurement.timeIsOver() : e;
                        }
                    }
                    measurement.refuseNoRounds();
                });
    }

    private CheckOutcome run(Drive drive) {
        CheckReport report = new CheckReport(id, plan, suppressions, folder);
        witness = CrashWitness.of(onCrash, folder, kept);
        try {
            LeakCapture.removeOld(folder);
            // Before the wait for other checks: nobody should wait to hear of a missing command.
            RunningService.requireAvailable(service);
            return measureAlone(drive, report);
        } catch (CrashedAtStartException e) {
            report.runs(e.service());
            report.conclude(Conclusion.ofCrashAtStart(e.service()));
            report.keepCore(spaceBudgets, witness, kept);
            return report.write();
        } catch (ServiceException e) {
            report.conclude(Conclusion.ofFailedStart(e));
            report.write();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report.conclude(Conclusion.ofInterrupt());
            return report.write();
        }
    }

    private CheckOutcome measureAlone(Drive drive, CheckReport report) throws InterruptedException {
        try (MeasuringLock lock = MeasuringLock.acquire(LOCK_WAIT)) {
            if (lock == null) {
                report.conclude(Conclusion.ofBusyMachine(LOCK_WAIT));
                return report.write();
            }
            try (RunningService running = RunningService.launch(service, folder, witness)) {
                report.runs(running);
                measure(drive, running, report);
                report.keepCore(spaceBudgets, witness, kept);
            }
            report.findSites(service, site);
            return report.write();
        }
    }

    private void measure(Drive drive, RunningService running, CheckReport report) {
        long deadline = System.nanoTime() + plan.timeCap().toNanos();
        CloserLook look = new CloserLook(plan, countBudgets, suppressions, kept, folder);
        try (Measurement measurement =
                new Measurement(
                        running,
                        plan,
                        folder,
                        deadline,
                        kept.capture(),
                        now -> isUnsettled(now, look))) {
            Throwable thrown = null;
            Conclusion conclusion;
            try {
                drive.measure(measurement);
                conclusion = judge(measurement);
            } catch (StoppedException stopped) {
                conclusion = Conclusion.of(stopped);
            } catch (Exception | AssertionError failure) {
                report.thrown(failure);
                thrown = failure;
                conclusion =
                        measurement.roundsDone() < CheckPlan.FEWEST_ROUNDS
                                ? Conclusion.ofThrown(failure)
                                : judge(measurement);
            }
            measurement.keepLastSmaps();
            running.endWatch();
            Recording recording = measurement.recordingUntilNow();
            conclusion = look.at(running.processes(), recording, conclusion);
            conclusion = thrown == null ? conclusion : conclusion.butThrown(thrown);
            report.looked(look, recording);
            report.measured(measurement, judgeSpace(conclusion, running, report));
        }
    }

    private Conclusion judgeSpace(
            Conclusion conclusion, RunningService running, CheckReport report) {
        if (conclusion.verdict() == Verdict.CRASHED) {
            return conclusion;
        }
        SpaceLook look = SpaceLook.at(running.processes());
        report.looked(look, spaceBudgets);
        return conclusion
                .with(look.judge(spaceBudgets))
                .butUnseen(look.spaces().isEmpty() && !spaceBudgets.isEmpty());
    }

    private boolean isUnsettled(Measurement measurement, CloserLook look) {
        Conclusion now = judge(measurement);
        return now.wantsMoreRounds(plan)
                && !look.findsLost(measurement.lastSeen(), measurement.recording(), now);
    }

    private Conclusion judge(Measurement measurement) {
        return Conclusion.of(measurement.recording(), plan, budgets, countBudgets, suppressions);
    }

    /** Sends the load, from the warm-up to the last round. */
    private interface Drive {
        void measure(Measurement measurement) throws Exception;
    }
}
