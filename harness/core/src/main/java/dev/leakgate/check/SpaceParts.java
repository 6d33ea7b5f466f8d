package dev.leakgate.check;

import dev.leakgate.report.AddressSpaceInfo;
import dev.leakgate.report.AddressSpaceInfo.GapInfo;
import dev.leakgate.report.AddressSpaceInfo.SpaceInfo;
import dev.leakgate.report.StacksInfo;
import dev.leakgate.report.StacksInfo.StackInfo;
import dev.leakgate.stack.AddressUse;
import dev.leakgate.stack.Gap;
import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.stack.StackAdvice;
import dev.leakgate.stack.StackReport;
import dev.leakgate.stack.ThreadForecast;
import dev.leakgate.stack.ThreadStack;
import dev.leakgate.units.AddressSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts stacks and address space into the records that {@code run.json} is made of. */
final class SpaceParts {

    private SpaceParts() {}

    static StacksInfo stacks(int pid, StackReport report) {
        ThreadForecast forecast = report.forecast();
        StackAdvice advice = report.advice();
        ThreadForecast advised = report.advised();
        return new StacksInfo(
                pid,
                report.stacks().threads().size(),
                report.stacks().ended().size(),
                report.stacks().reserved(),
                report.stacks().touched(),
                report.stacks().largest(),
                report.stacks().newThread().size(),
                report.stacks().newThread().cause().text(),
                forecast.within().toString(),
                forecast.predicted(),
                forecast.threads(),
                forecast.why(),
                advice == null ? null : advice.size().bytes(),
                advice == null ? null : advice.measured().bytes(),
                advice == null ? null : advice.frees().bytes(),
                advised == null ? null : advised.threads(),
                advice == null ? null : advice.where(),
                report.stacks().stacks().stream().map(SpaceParts::entry).toList());
    }

    private static StackInfo entry(ThreadStack stack) {
        boolean known = stack.end() != 0;
        return new StackInfo(
                stack.tid() == 0 ? null : stack.tid(),
                stack.name().isEmpty() ? null : stack.name(),
                stack.kind().text(),
                known ? hex(stack.start()) : null,
                known ? hex(stack.end()) : null,
                known ? stack.reserved() : null,
                known ? stack.touched() : null,
                known ? stack.guard() : null,
                stack.stackPointer() == 0 ? null : hex(stack.stackPointer()),
                stack.hasFrame() ? hex(stack.framePointer()) : null,
                stack.elsewhere(),
                stack.overflowed() ? true : null);
    }

    /* No process has more holes that a thread fits into and that anyone would count. */
    private static final int MOST_GAPS = 1000;

    /**
     * Says how a process uses its address space, and how it would use each other one.
     *
     * @param use of the space that it must fit into
     */
    static AddressSpaceInfo addressSpace(AddressUse use, ProcessSpace space) {
        Map<String, Long> kinds = new LinkedHashMap<>();
        use.reserved().forEach((kind, bytes) -> kinds.put(kind.text(), bytes));
        return new AddressSpaceInfo(
                use.space().text(),
                use.predicted(),
                use.reservedInAll(),
                use.free(),
                use.largestGap(),
                use.fragmentation(),
                kinds,
                Arrays.stream(AddressSpace.values())
                        .map(each -> fit(space.within(SpaceLimit.of(each))))
                        .toList());
    }

    private static SpaceInfo fit(StackReport report) {
        long hole = report.stacks().newThread().hole();
        List<Gap> gaps = report.use().gapsWithoutStacks();
        List<Gap> kept = new ArrayList<>(gaps.stream().filter(gap -> gap.size() >= hole).toList());
        gaps.stream()
                .filter(gap -> gap.size() < hole)
                .max(Comparator.comparingLong(Gap::size))
                .ifPresent(kept::add);
        return new SpaceInfo(
                report.use().space().text(),
                report.use().predicted(),
                report.use().reservedInAll(),
                report.forecast().threads(),
                hole,
                report.use().largestGap(),
                kept.stream()
                        .limit(MOST_GAPS)
                        .map(
                                gap ->
                                        new GapInfo(
                                                hex(gap.start()),
                                                gap.size(),
                                                gap.aboveHeap() ? true : null))
                        .toList());
    }

    static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
