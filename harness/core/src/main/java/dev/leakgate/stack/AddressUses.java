package dev.leakgate.stack;

import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.WordSize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Tells how a process uses its address space, and predicts how it would use another.
 *
 * <p>Sources: Linux arch/x86/mm/mmap.c (mmap_base) and mm/mmap.c (vm_unmapped_area). New mappings
 * go below the libraries, downwards; where nothing fits any more, the kernel looks for any hole
 * from below, that between libraries and stack too.
 */
public final class AddressUses {

    /** Nothing is mapped below (vm.mmap_min_addr). */
    static final long LOWEST = 1 << 16;

    /** The kernel keeps 256 pages free below the main thread's stack (stack_guard_gap). */
    private static final long BELOW_MAIN_STACK = 256 * 4096;

    private AddressUses() {}

    /** Returns the space that a process runs in. */
    public static AddressSpace own(ProcessLayout layout) {
        if (layout.wordSize() == WordSize.BITS_64.bytes()) {
            return AddressSpace.X86_64;
        }
        int last = layout.size() - 1;
        boolean small =
                last >= 0
                        && Long.compareUnsigned(layout.end(last), AddressSpace.I386_3GB.end()) <= 0;
        return small ? AddressSpace.I386_3GB : AddressSpace.I386_4GB;
    }

    /**
     * Tells how a process uses a space, and predicts it for one that it does not run in.
     *
     * @param stacks of the same process
     */
    public static AddressUse of(ProcessLayout layout, ProcessStacks stacks, AddressSpace space) {
        return own(layout) == space
                ? actual(layout, stacks, space)
                : PredictedLayout.of(layout, stacks, space);
    }

    private static AddressUse actual(
            ProcessLayout layout, ProcessStacks stacks, AddressSpace space) {
        return new AddressUse(
                space,
                byKind(layout, stacks),
                gaps(layout, space, mapping -> false),
                gaps(layout, space, new StackMappings(layout, stacks)::isOfThread),
                false);
    }

    /**
     * Returns the holes between mappings.
     *
     * @param left tells which mappings are left out
     */
    private static List<Gap> gaps(ProcessLayout layout, AddressSpace space, IntPredicate left) {
        List<Gap> gaps = new ArrayList<>();
        long free = LOWEST;
        boolean afterHeap = false;
        for (int i = 0; i < layout.size() && below(layout.start(i), space.end()); i++) {
            if (left.test(i)) {
                continue;
            }
            long keep = layout.name(i).equals("[stack]") ? BELOW_MAIN_STACK : 0;
            add(gaps, free, layout.start(i) - keep, afterHeap);
            free = Math.max(free, layout.end(i));
            afterHeap = layout.kind(i) == RegionKind.HEAP;
        }
        add(gaps, free, space.end(), afterHeap);
        return gaps;
    }

    private static void add(List<Gap> gaps, long start, long end, boolean aboveHeap) {
        if (start < end) {
            gaps.add(new Gap(start, end - start, aboveHeap));
        }
    }

    /** Sums what mappings reserve; what is found to be a stack is one, whatever it looks like. */
    static Map<RegionKind, Long> byKind(ProcessLayout layout, ProcessStacks stacks) {
        Map<RegionKind, Long> reserved = new EnumMap<>(RegionKind.class);
        for (int i = 0; i < layout.size(); i++) {
            if (layout.start(i) >= 0) {
                reserved.merge(layout.kind(i), layout.end(i) - layout.start(i), Long::sum);
            }
        }
        for (ThreadStack stack : stacks.stacks()) {
            int mapping = stack.end() == 0 ? -1 : layout.indexOf(stack.end() - 1);
            if (mapping >= 0 && layout.kind(mapping) != RegionKind.STACKS) {
                long bytes = stack.reserved() + stack.guard();
                reserved.merge(layout.kind(mapping), -bytes, Long::sum);
                reserved.merge(RegionKind.STACKS, bytes, Long::sum);
            }
        }
        reserved.values().removeIf(bytes -> bytes <= 0);
        return reserved;
    }

    private static boolean below(long one, long other) {
        return Long.compareUnsigned(one, other) < 0;
    }
}
