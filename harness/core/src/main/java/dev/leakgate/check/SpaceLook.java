package dev.leakgate.check;

import dev.leakgate.check.BudgetResult.Unit;
import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.stack.StackReport;
import dev.leakgate.units.ByteSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Holds the address spaces of a service's processes at one moment, and judges them.
 *
 * @param spaces that of the process whose stacks reserve most first
 */
record SpaceLook(List<ProcessSpace> spaces) {

    static final SpaceLook NONE = new SpaceLook(List.of());

    SpaceLook {
        spaces = List.copyOf(spaces);
    }

    /** Looks at the processes that run; at none that may not be looked at. */
    static SpaceLook at(List<ProcessId> processes) {
        List<ProcessSpace> spaces = new ArrayList<>();
        try (ProcReader proc = new ProcReader()) {
            for (ProcessId process : processes) {
                ProcessSpace.live(proc, process.pid()).ifPresent(spaces::add);
            }
        } catch (CaptureRefusedException closed) {
            return NONE;
        }
        spaces.sort(
                Comparator.comparingLong((ProcessSpace space) -> space.stacks().reserved())
                        .reversed());
        return new SpaceLook(spaces);
    }

    Optional<ProcessSpace> largest() {
        return spaces.stream().findFirst();
    }

    /** Measures each limit, at the process that keeps it worst. */
    List<BudgetResult> judge(List<SpaceBudget> budgets) {
        List<BudgetResult> results = new ArrayList<>();
        for (SpaceBudget budget : budgets) {
            List<List<BudgetResult>> each =
                    judged(budget).stream().map(space -> judge(budget, space)).toList();
            for (int i = 0; !each.isEmpty() && i < each.get(0).size(); i++) {
                int limit = i;
                each.stream()
                        .map(judged -> judged.get(limit))
                        .max(
                                Comparator.comparing((BudgetResult result) -> !result.met())
                                        .thenComparing(BudgetResult::observed))
                        .ifPresent(results::add);
            }
        }
        return results;
    }

    /** Threads are asked for of processes that have some, if any has: not of a helper beside. */
    private List<ProcessSpace> judged(SpaceBudget budget) {
        List<ProcessSpace> threaded =
                spaces.stream().filter(space -> !space.stacks().threads().isEmpty()).toList();
        return budget.threads() == null || threaded.isEmpty() ? spaces : threaded;
    }

    private static List<BudgetResult> judge(SpaceBudget budget, ProcessSpace space) {
        StackReport report = space.within(budget.within());
        List<BudgetResult> results = new ArrayList<>();
        ByteSize perThread = budget.perThread();
        if (perThread != null) {
            long largest = report.stacks().largest();
            results.add(
                    new BudgetResult(
                            "stack per thread",
                            Unit.BYTES,
                            perThread.bytes(),
                            largest,
                            largest <= perThread.bytes()));
        }
        Integer threads = budget.threads();
        if (threads != null) {
            results.add(
                    new BudgetResult(
                            "threads of "
                                    + new ByteSize(report.forecast().stack().size())
                                    + where(report),
                            Unit.COUNT,
                            report.forecast().threads(),
                            threads,
                            report.forecast().fits(threads)));
        }
        if (budget.limitsRoom()) {
            long size = report.forecast().within().size().bytes();
            ByteSize headroom = budget.headroom();
            long limit = size - (headroom == null ? 0 : headroom.bytes());
            long used = Math.max(size - report.roomBeside(threads), tooMuch(report, threads, size));
            results.add(
                    new BudgetResult(
                            "address space"
                                    + where(report)
                                    + (threads == null ? "" : ", " + threads + " threads"),
                            Unit.BYTES,
                            limit,
                            used,
                            used <= limit));
        }
        return results;
    }

    /** What it reserves, when that is more than there is. */
    private static long tooMuch(
            StackReport report, @org.jspecify.annotations.Nullable Integer threads, long size) {
        long reserved = report.use().reservedInAll();
        return threads == null && reserved > size ? reserved : 0;
    }

    private static String where(StackReport report) {
        return " within "
                + report.forecast().within()
                + (report.forecast().predicted() ? " (predicted)" : "");
    }
}
