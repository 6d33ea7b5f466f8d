package dev.leakgate.stack;

import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageThread;
import dev.leakgate.linux.ProcLimit;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKey;
import dev.leakgate.stack.ControlBlockScan.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stacks of an image's threads: by the C library's control blocks, and those without one
 * by the stack pointer and the guard below.
 */
public final class StackFinder {

    private static final String STACK_LIMIT = "Max stack size"; /* /proc/PID/limits */

    /** The largest guard that a core of gdb's, in which it looks readable, may show. */
    private static final long LARGEST_GUARD = 64 << 10;

    private final Image image;
    private final ProcessLayout layout;
    private final StackSizes sizes;
    private final TouchedPages pages;
    private final Map<Integer, Block> byTid = new HashMap<>();
    private final List<Block> ended = new ArrayList<>();

    private StackFinder(Image image, ProcessLayout layout) {
        this.image = image;
        this.layout = layout;
        sizes = StackSizes.of(ProcLimit.parse(image.limits()).get(STACK_LIMIT));
        pages = new TouchedPages(image);
    }

    /**
     * Finds the stacks. A thread that came or went meanwhile is missing or left over, and disturbs
     * no other.
     *
     * @param layout the regions of the same image
     */
    public static ProcessStacks of(Image image, ProcessLayout layout) {
        StackFinder finder = new StackFinder(image, layout);
        finder.attribute(finder.scan());
        return finder.describe();
    }

    private List<Block> scan() {
        Set<Integer> tids = new HashSet<>();
        List<Long> stackPointers = new ArrayList<>();
        for (ImageThread thread : image.threads()) {
            if (thread.tid() != image.pid()) {
                tids.add(thread.tid());
                int mapping = layout.indexOf(thread.registers().sp());
                if (mapping >= 0 && guardBelow(mapping) < 0) {
                    stackPointers.add(thread.registers().sp());
                }
            }
        }
        return ControlBlockScan.of(image, tids, stackPointers);
    }

    private void attribute(List<Block> blocks) {
        Map<Integer, Block> told = new HashMap<>();
        Map<Long, Block> byAddress = new HashMap<>();
        for (Block block : blocks) {
            block.tid().ifPresent(tid -> told.put(tid, block));
            byAddress.put(block.address(), block);
        }
        Set<Block> owned = Collections.newSetFromMap(new IdentityHashMap<>());
        for (ImageThread thread : image.threads()) {
            long sp = thread.registers().sp();
            Block block =
                    thread.threadPointer().isPresent()
                            ? byAddress.get(thread.threadPointer().getAsLong())
                            : null;
            block = block == null ? told.get(thread.tid()) : block;
            if (block == null && sp != 0) {
                block = blocks.stream().filter(b -> b.holds(sp)).findFirst().orElse(null);
            }
            if (block != null && owned.add(block)) {
                byTid.put(thread.tid(), block);
            }
        }
        for (Block block : blocks) {
            // One that is neither owned nor cleared belongs to a thread that was born meanwhile.
            if (!owned.contains(block) && block.hasEnded()) {
                ended.add(block);
            }
        }
        ended.sort(Comparator.comparingLong(Block::start));
    }

    private ProcessStacks describe() {
        List<ThreadStack> stacks = new ArrayList<>();
        List<ImageThread> threads = new ArrayList<>(image.threads());
        // By address, since the page tables are read in windows.
        threads.sort(Comparator.comparingLong(thread -> startOf(thread.tid())));
        threads.forEach(thread -> stacks.add(describe(thread)));
        stacks.sort(
                Comparator.comparing((ThreadStack stack) -> stack.kind() != StackKind.MAIN)
                        .thenComparing(ThreadStack::tid));
        ended.forEach(block -> stacks.add(of(null, block)));
        return sizes.causes(image.wordSize(), stacks);
    }

    private long startOf(int tid) {
        Block block = byTid.get(tid);
        return block == null ? 0 : block.start();
    }

    private ThreadStack describe(ImageThread thread) {
        Block block = byTid.get(thread.tid());
        if (thread.tid() == image.pid()) {
            return main(thread);
        }
        if (block != null) {
            return of(thread, block);
        }
        int mapping = layout.indexOf(thread.registers().sp());
        long guard = mapping < 0 ? -1 : guardBelow(mapping);
        return guard < 0 ? unknown(thread) : shaped(thread, mapping, guard);
    }

    private ThreadStack of(@Nullable ImageThread thread, Block block) {
        long start = block.start() + block.guard();
        long sp = thread == null ? 0 : thread.registers().sp();
        return new ThreadStack(
                thread == null ? 0 : thread.tid(),
                thread == null ? "" : thread.name(),
                thread == null ? StackKind.ENDED : StackKind.THREAD,
                sp,
                thread == null ? 0 : thread.registers().fp(),
                start,
                block.end(),
                block.guard(),
                pages.of(start, block.end()),
                0,
                SizeCause.UNKNOWN,
                sp == 0 || block.holds(sp) ? null : place(sp));
    }

    /** A stack of a C library whose control blocks are not known. */
    private ThreadStack shaped(ImageThread thread, int mapping, long guard) {
        return new ThreadStack(
                thread.tid(),
                thread.name(),
                StackKind.THREAD,
                thread.registers().sp(),
                thread.registers().fp(),
                layout.start(mapping),
                layout.end(mapping),
                guard,
                pages.of(layout.start(mapping), layout.end(mapping)),
                0,
                SizeCause.UNKNOWN,
                null);
    }

    private ThreadStack main(ImageThread thread) {
        long sp = thread.registers().sp();
        for (ImageMapping mapping : image.mappings()) {
            if (mapping.name().equals("[stack]")) {
                return new ThreadStack(
                        thread.tid(),
                        thread.name(),
                        StackKind.MAIN,
                        sp,
                        thread.registers().fp(),
                        mapping.start(),
                        mapping.end(),
                        0,
                        pages.of(mapping.start(), mapping.end()),
                        sizes.mainGrowsTo(),
                        sizes.mainGrowsTo() == 0 ? SizeCause.UNKNOWN : SizeCause.LIMIT,
                        sp == 0 || mapping.contains(sp) ? null : place(sp));
            }
        }
        return unknown(thread);
    }

    private ThreadStack unknown(ImageThread thread) {
        long sp = thread.registers().sp();
        return new ThreadStack(
                thread.tid(),
                thread.name(),
                StackKind.UNKNOWN,
                sp,
                thread.registers().fp(),
                0,
                0,
                0,
                0,
                0,
                SizeCause.UNKNOWN,
                sp == 0 ? null : place(sp));
    }

    private String place(long address) {
        int mapping = layout.indexOf(address);
        if (mapping < 0) {
            return "no mapping";
        }
        RegionKey region = layout.region(mapping);
        return String.format("%s, 0x%x-0x%x", region, layout.start(mapping), layout.end(mapping));
    }

    /** Returns the bytes of the guard below a stack; −1 when the mapping looks like none. */
    private long guardBelow(int mapping) {
        boolean stack =
                mapping > 0
                        && layout.privateWritable(mapping)
                        && layout.name(mapping).isEmpty()
                        && layout.end(mapping - 1) == layout.start(mapping)
                        && layout.name(mapping - 1).isEmpty();
        if (!stack) {
            return -1;
        }
        long below = layout.end(mapping - 1) - layout.start(mapping - 1);
        boolean guard =
                !layout.accessible(mapping - 1)
                        || (below <= LARGEST_GUARD
                                && layout.end(mapping) - layout.start(mapping) > LARGEST_GUARD);
        return guard ? below : -1;
    }
}
