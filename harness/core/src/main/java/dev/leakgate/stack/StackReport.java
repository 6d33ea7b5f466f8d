package dev.leakgate.stack;

import dev.leakgate.region.ProcessLayout;
import dev.leakgate.units.AddressSpace;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is known of a process's stacks and address space.
 *
 * @param stacks each stack
 * @param use how the address space is used that the process must fit into
 * @param forecast how many threads fit
 * @param advice which stack size would do; null when the present one does, or no thread runs
 * @param advised how many threads fit then; null without advice
 */
public record StackReport(
        ProcessStacks stacks,
        AddressUse use,
        ThreadForecast forecast,
        @Nullable StackAdvice advice,
        @Nullable ThreadForecast advised) {

    /**
     * Returns the largest mapping that can still be made when so many threads are there, each with
     * the stack that a new one gets; of a size what is left of it.
     *
     * @param threads besides the main one; null for those that there are
     */
    public long roomBeside(@Nullable Integer threads) {
        long hole = stacks.newThread().hole();
        long fixed = use.reservedInAll() - stacks.reserved();
        if (forecast.within().space() == null) {
            long wanted = threads == null ? stacks.reserved() : threads * hole;
            return Math.max(0, forecast.within().size().bytes() - fixed - wanted);
        }
        if (threads == null) {
            return use.largestGap();
        }
        return forecast.fits(threads)
                ? Gap.largest(Gap.after(use.gapsWithoutStacks(), hole, threads))
                : 0;
    }

    /**
     * Puts it together.
     *
     * @param within what the process must fit into; null for the space that it runs in
     */
    static StackReport of(
            ProcessLayout layout,
            ProcessStacks stacks,
            @Nullable SpaceLimit within,
            Ceilings ceilings) {
        AddressSpace own = AddressUses.own(layout);
        SpaceLimit limit = within == null ? SpaceLimit.of(own) : within;
        AddressSpace space = limit.space() == null ? own : limit.space();
        AddressUse use = AddressUses.of(layout, stacks, space);
        StackAdvice advice = StackAdvice.of(stacks).orElse(null);
        return new StackReport(
                stacks,
                use,
                ThreadForecast.goingOn(limit, use, stacks, ceilings),
                advice,
                advice == null
                        ? null
                        : ThreadForecast.afresh(
                                limit,
                                use,
                                stacks,
                                stacks.newThread().ofSize(advice.size(), SizeCause.ATTRIBUTE),
                                ceilings));
    }
}
