package dev.leakgate.check;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.stack.StackReport;
import dev.leakgate.verdict.budget.BudgetResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                                Comparator.comparing(BudgetResult::broken)
                                        .thenComparing(SpaceLook::observed))
                        .ifPresent(results::add);
            }
        }
        return results;
    }

    private static double observed(BudgetResult result) {
        Double observed = result.observed();
        return observed == null ? 0 : observed;
    }

    /** Threads are asked for of processes that have some, if any has: not of a helper beside. */
    private List<ProcessSpace> judged(SpaceBudget budget) {
        List<ProcessSpace> threaded =
                spaces.stream().filter(space -> !space.stacks().threads().isEmpty()).toList();
        return budget.threads() == null || threaded.isEmpty() ? spaces : threaded;
    }

    private static List<BudgetResult> judge(SpaceBudget budget, ProcessSpace space) {
        return budget.judge(new Live(space.within(budget.within())));
    }

    /** Reads the figures of a process that was looked at. */
    private record Live(StackReport report) implements SpaceFigures {

        @Override
        public long largestStack() {
            return report.stacks().largest();
        }

        @Override
        public long newStack() {
            return report.forecast().stack().size();
        }

        @Override
        public SpaceLimit within() {
            return report.forecast().within();
        }

        @Override
        public boolean predicted() {
            return report.forecast().predicted();
        }

        @Override
        public long maxThreads() {
            return report.forecast().threads();
        }

        @Override
        public long reserved() {
            return report.use().reservedInAll();
        }

        @Override
        public long roomBeside(@Nullable Integer threads) {
            return report.roomBeside(threads);
        }
    }
}
