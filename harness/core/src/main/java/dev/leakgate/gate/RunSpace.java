package dev.leakgate.gate;

import dev.leakgate.check.SpaceFigures;
import dev.leakgate.report.AddressSpaceInfo;
import dev.leakgate.report.AddressSpaceInfo.GapInfo;
import dev.leakgate.report.AddressSpaceInfo.SpaceInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.StacksInfo;
import dev.leakgate.stack.Gap;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.stack.StackKind;
import dev.leakgate.units.AddressSpace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from a result how the process with the most stacks fits into a space. */
final class RunSpace implements SpaceFigures {

    private final StacksInfo stacks;
    private final SpaceInfo info;
    private final SpaceLimit within;

    private RunSpace(StacksInfo stacks, SpaceInfo info, SpaceLimit within) {
        this.stacks = stacks;
        this.info = info;
        this.within = within;
    }

    /**
     * Reads it; empty when nobody looked.
     *
     * @param within null for the space that the process runs in
     */
    static Optional<SpaceFigures> of(RunDocument run, @Nullable SpaceLimit within) {
        AddressSpaceInfo used = run.addressSpace();
        StacksInfo stacks = run.stacks();
        if (used == null || stacks == null) {
            return Optional.empty();
        }
        AddressSpace wanted = within == null ? null : within.space();
        return used.spaces().stream()
                .filter(
                        info ->
                                wanted == null
                                        ? !info.predicted()
                                        : info.space().equals(wanted.text()))
                .findFirst()
                .map(info -> new RunSpace(stacks, info, within == null ? own(info) : within));
    }

    private static SpaceLimit own(SpaceInfo info) {
        return SpaceLimit.parse(info.space());
    }

    @Override
    public long largestStack() {
        return stacks.largest();
    }

    @Override
    public long newStack() {
        return stacks.newSize();
    }

    @Override
    public SpaceLimit within() {
        return within;
    }

    @Override
    public boolean predicted() {
        return info.predicted();
    }

    @Override
    public long maxThreads() {
        if (within.space() != null) {
            return info.maxThreads();
        }
        long left = within.size().bytes() - info.reserved();
        long bySize = there() + Math.max(0, Math.floorDiv(left, info.hole()));
        return Math.min(bySize, info.maxThreads());
    }

    /** Threads, and stacks of ended ones that new threads take over. */
    private long there() {
        long others =
                stacks.entries().stream()
                        .filter(
                                entry ->
                                        entry.kind().equals(StackKind.UNKNOWN.text())
                                                || (entry.kind().equals(StackKind.ENDED.text())
                                                        && entry.reserved() != null
                                                        && entry.reserved() >= stacks.newSize()))
                        .count();
        return stacks.count() + others;
    }

    @Override
    public long reserved() {
        return info.reserved();
    }

    @Override
    public long roomBeside(@Nullable Integer threads) {
        if (within.space() == null) {
            long wanted = threads == null ? stacks.reserved() : threads * info.hole();
            long fixed = info.reserved() - stacks.reserved();
            return Math.max(0, within.size().bytes() - fixed - wanted);
        }
        if (threads == null) {
            return info.largestGap();
        }
        List<Gap> gaps = info.gaps().stream().map(RunSpace::gap).toList();
        return threads <= info.maxThreads()
                ? Gap.largest(Gap.after(gaps, info.hole(), threads))
                : 0;
    }

    private static Gap gap(GapInfo gap) {
        return new Gap(
                Long.parseUnsignedLong(gap.start().replaceFirst("^0x", ""), 16),
                gap.size(),
                Boolean.TRUE.equals(gap.aboveHeap()));
    }
}
