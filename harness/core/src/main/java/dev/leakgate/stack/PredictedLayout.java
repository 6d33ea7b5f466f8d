package dev.leakgate.stack;

import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.WordSize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lays a process out in an address space that it does not run in, by its sizes and counts: each
 * mapping keeps its size, save for the heaps of thread arenas, of which 32-bit programs have small
 * ones, and the threads keep their stacks.
 */
final class PredictedLayout {

    /* Linux arch/x86/include/asm/elf.h: ELF_ET_DYN_BASE of 32-bit programs */
    private static final long PROGRAM_32 = 0x56555000L;
    private static final long PROGRAM_64 = 0x555555554000L;

    /* mmap_base: room for the main thread's stack, and half of what is added at random. */
    private static final long LEAST_STACK_ROOM = 128L << 20;
    private static final long STACK_AND_GUARD = 1L << 20;
    private static final long HALF_RANDOM_STACK = 4L << 20;
    private static final long HALF_RANDOM_BRK = 16L << 20;

    /* malloc/arena.c: HEAP_MAX_SIZE */
    private static final long HEAP_MAX_64 = 64L << 20;
    private static final long HEAP_MAX_32 = 1L << 20;

    private PredictedLayout() {}

    static AddressUse of(ProcessLayout layout, ProcessStacks stacks, AddressSpace space) {
        Map<RegionKind, Long> reserved = AddressUses.byKind(layout, stacks);
        if (layout.wordSize() != space.wordSize().bytes()) {
            resizeArenas(reserved, layout, space);
        }
        long program = program(layout) + reserved.getOrDefault(RegionKind.HEAP, 0L);
        long mainStack =
                stacks.stacks().stream()
                        .filter(stack -> stack.kind() == StackKind.MAIN)
                        .mapToLong(ThreadStack::reserved)
                        .sum();
        long mapped =
                reserved.values().stream().mapToLong(Long::longValue).sum()
                        - program
                        - mainStack
                        - stacks.reserved();

        boolean narrow = space.wordSize() == WordSize.BITS_32;
        long programStart = narrow ? PROGRAM_32 : PROGRAM_64;
        long heapEnd = programStart + program + (narrow ? HALF_RANDOM_BRK : 0);
        long stackStart = space.end() - HALF_RANDOM_STACK - mainStack - STACK_AND_GUARD;
        long top = space.end() - stackRoom(stacks, space);
        List<Gap> gaps = new ArrayList<>();
        add(gaps, AddressUses.LOWEST, programStart, false);
        add(gaps, heapEnd, top - mapped, true);
        add(gaps, top, stackStart, false);
        long threads = (long) stacks.threads().size() + stacks.ended().size();
        long hole = threads == 0 ? 1 : stacks.reserved() / threads;
        return new AddressUse(space, reserved, Gap.after(gaps, hole, threads), gaps, true);
    }

    private static void add(List<Gap> gaps, long start, long end, boolean aboveHeap) {
        if (end > start) {
            gaps.add(new Gap(start, end - start, aboveHeap));
        }
    }

    /** mmap_base: below the limit of the main thread's stack, which counts within bounds. */
    private static long stackRoom(ProcessStacks stacks, AddressSpace space) {
        long limit =
                stacks.stacks().stream()
                        .filter(stack -> stack.kind() == StackKind.MAIN)
                        .mapToLong(ThreadStack::growsTo)
                        .max()
                        .orElse(0);
        long most = space.end() / 6 * 5;
        return Math.min(Math.max(limit, LEAST_STACK_ROOM), most);
    }

    private static long program(ProcessLayout layout) {
        long bytes = 0;
        for (int i = 0; i < layout.size(); i++) {
            if (layout.kind(i) == RegionKind.MODULE && layout.region(i).equals(layout.region(0))) {
                bytes += layout.end(i) - layout.start(i);
            }
        }
        return bytes;
    }

    /** As many heaps as now, each with its own size, and room for what is in use. */
    private static void resizeArenas(
            Map<RegionKind, Long> reserved, ProcessLayout layout, AddressSpace space) {
        Map<RegionKind, Long> used = new EnumMap<>(RegionKind.class);
        for (int i = 0; i < layout.size(); i++) {
            used.merge(layout.kind(i), layout.footprint(i), Long::sum);
        }
        boolean narrower = space.wordSize() == WordSize.BITS_32;
        long from = narrower ? HEAP_MAX_64 : HEAP_MAX_32;
        long to = narrower ? HEAP_MAX_32 : HEAP_MAX_64;
        reserved.computeIfPresent(
                RegionKind.ARENAS,
                (kind, bytes) -> {
                    long heaps = (bytes + from - 1) / from;
                    long inUse = (used.getOrDefault(kind, 0L) + to - 1) / to;
                    return Math.max(heaps, inUse) * to;
                });
    }
}
