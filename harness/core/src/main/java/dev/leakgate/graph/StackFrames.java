package dev.leakgate.graph;

import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageThread;
import dev.leakgate.region.RegionKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells which part of a stack its thread uses: from 128 bytes below the stack pointer upwards, as
 * the ABI lets a function do. At its upper end lie static thread-local storage and the control
 * block, which are no frames.
 *
 * <p>A thread may run on other memory, a coroutine's or a signal's stack; such memory is read
 * whole, and so is the thread's own stack then.
 */
final class StackFrames {

    /* x86-64 psABI 3.2.2: the red zone */
    private static final int RED_ZONE = 128;

    /* nptl/descr.h: struct pthread is 2,304 bytes in glibc 2.36, 64-bit, and less elsewhere */
    private static final int CONTROL_BLOCK = 2304;
    private static final long PAGE = 4096;
    private static final int TOP_OF_STACK = 16 * 1024;

    private final HeapMap heap;
    private final List<ImageMapping> mappings;
    private final List<ImageThread> threads;
    private final int word;
    private final long staticTls;

    StackFrames(HeapMap heap) {
        this.heap = heap;
        mappings = heap.memory().image().mappings();
        threads =
                heap.memory().image().threads().stream()
                        .sorted(
                                Comparator.comparing(
                                        thread -> thread.registers().sp(), Long::compareUnsigned))
                        .toList();
        word = heap.memory().wordSize().bytes();
        staticTls = StaticTls.size(heap.memory());
    }

    /** Says whether a mapping is the stack of a thread that has ended. */
    boolean isDead(int index) {
        ImageMapping mapping = mappings.get(index);
        if (mapping.hasFile() || mapping.name().startsWith("[") || hasThread(mapping)) {
            return false;
        }
        return heap.layout().kind(index) == RegionKind.STACKS || looksLikeStack(index);
    }

    /** A guard below, and a control block that points to itself at the upper end. */
    private boolean looksLikeStack(int index) {
        ImageMapping mapping = mappings.get(index);
        if (index == 0
                || mappings.get(index - 1).end() != mapping.start()
                || mappings.get(index - 1).writable()
                || mappings.get(index - 1).hasFile()) {
            return false;
        }
        long lowest = Math.max(mapping.start(), mapping.end() - TOP_OF_STACK);
        for (long at = mapping.end() - 3L * word; at >= lowest; at -= word) {
            if (heap.memory().word(at) == at && heap.memory().word(at + 2L * word) == at) {
                return true;
            }
        }
        return false;
    }

    private boolean hasThread(ImageMapping mapping) {
        return threads.stream()
                .anyMatch(
                        thread ->
                                mapping.contains(thread.registers().sp())
                                        || isControlBlockIn(thread, mapping));
    }

    private static boolean isControlBlockIn(ImageThread thread, ImageMapping mapping) {
        return thread.threadPointer().isPresent()
                && mapping.contains(thread.threadPointer().getAsLong());
    }

    /** Returns the thread whose control block a mapping holds; null when it holds none. */
    @Nullable ImageThread ownerOf(int index) {
        ImageMapping mapping = mappings.get(index);
        return threads.stream()
                .filter(thread -> isControlBlockIn(thread, mapping))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns what is in use of a mapping of stacks; empty when it is none, or its thread runs
     * elsewhere, so that all of it must be read.
     */
    List<RootRange> of(int index) {
        ImageMapping mapping = mappings.get(index);
        if (heap.layout().kind(index) != RegionKind.STACKS) {
            return List.of();
        }
        List<RootRange> used = new ArrayList<>();
        for (ImageThread thread : threads) {
            long sp = thread.registers().sp();
            boolean here = mapping.contains(sp);
            if (here && mapping.name().startsWith("[stack")) {
                add(used, mapping, thread, sp, mapping.end(), mapping.end());
            } else if (here && isControlBlockIn(thread, mapping)) {
                long block = thread.threadPointer().getAsLong();
                long end = Math.min(mapping.end(), (block + CONTROL_BLOCK + PAGE - 1) & -PAGE);
                add(used, mapping, thread, sp, Math.max(sp, block - staticTls), end);
            } else if (isControlBlockIn(thread, mapping) || here) {
                return List.of();
            }
        }
        return used;
    }

    private void add(
            List<RootRange> used,
            ImageMapping mapping,
            ImageThread thread,
            long sp,
            long frames,
            long end) {
        long from = Math.max(mapping.start(), (sp - RED_ZONE) & -word);
        long until = frames & -word;
        used.add(new RootRange(from, until, RootKind.STACK, mapping.name(), thread));
        if (until < end) {
            used.add(new RootRange(until, end, RootKind.THREAD_LOCAL, mapping.name(), thread));
        }
    }
}
