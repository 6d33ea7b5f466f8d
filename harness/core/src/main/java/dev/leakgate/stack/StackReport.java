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
     * Puts it together.
     *
     * @param within what the process must fit into; null for the space that it runs in
     */
    public static StackReport of(
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
