package dev.leakgate.check;

import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.units.ByteSize;
import dev.leakgate.verdict.budget.BudgetResult;
import dev.leakgate.verdict.budget.BudgetResult.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits the stacks and the address space of each process of a service, as they are at the end of
 * the rounds.
 *
 * @param perThread largest stack of a thread besides the main one; null for no limit
 * @param threads how many threads besides the main one must fit, with the stacks that the service
 *     gives them; null for those that there are
 * @param within what they must fit into; null for the address space that the service has
 * @param headroom size of the mapping that must be possible beside them; null for none
 */
public record SpaceBudget(
        @Nullable ByteSize perThread,
        @Nullable Integer threads,
        @Nullable SpaceLimit within,
        @Nullable ByteSize headroom) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when nothing is limited, or a value is out of range
     */
    public SpaceBudget {
        if (perThread == null && threads == null && within == null && headroom == null) {
            throw new IllegalArgumentException(
                    "it limits nothing; set perThread, as in 2 MiB, or threads and within, as in 96"
                            + " and i386-3gb");
        }
        if (threads != null && threads < 1) {
            throw new IllegalArgumentException("threads = " + threads + " must be 1 or more");
        }
        if (headroom != null && within != null && headroom.bytes() >= within.size().bytes()) {
            throw new IllegalArgumentException(
                    "headroom = "
                            + headroom
                            + " must be less than "
                            + within.size()
                            + ", all of it");
        }
    }

    /** Says whether the room that is left is judged. */
    private boolean limitsRoom() {
        return headroom != null || (within != null && threads == null);
    }

    /** Holds the figures of a process, in the space of this budget, against each limit. */
    public List<BudgetResult> judge(SpaceFigures figures) {
        List<BudgetResult> results = new ArrayList<>();
        String where = " within " + figures.within() + (figures.predicted() ? " (predicted)" : "");
        if (perThread != null) {
            long largest = figures.largestStack();
            results.add(
                    new BudgetResult(
                            "stack per thread",
                            Unit.BYTES,
                            perThread.bytes(),
                            largest,
                            largest <= perThread.bytes()));
        }
        if (threads != null) {
            results.add(
                    new BudgetResult(
                            "threads of " + new ByteSize(figures.newStack()) + where,
                            Unit.COUNT,
                            figures.maxThreads(),
                            threads,
                            threads <= figures.maxThreads()));
        }
        if (limitsRoom()) {
            long size = figures.within().size().bytes();
            long limit = size - (headroom == null ? 0 : headroom.bytes());
            // What it reserves, when that is more than there is.
            long tooMuch = threads == null && figures.reserved() > size ? figures.reserved() : 0;
            long used = Math.max(size - figures.roomBeside(threads), tooMuch);
            results.add(
                    new BudgetResult(
                            "address space"
                                    + where
                                    + (threads == null ? "" : ", " + threads + " threads"),
                            Unit.BYTES,
                            limit,
                            used,
                            used <= limit));
        }
        return results;
    }
}
