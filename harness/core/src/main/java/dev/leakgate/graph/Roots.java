package dev.leakgate.graph;

import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.AddressRange;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageThread;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.WordSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists all places of an image from which a program can reach its heap.
 *
 * <p>Every word of writable memory that is not malloc's is a root, whoever mapped it, but for
 * stacks below their stack pointers and those of threads that have ended; so are the registers.
 * malloc's own data is none: its lists of free chunks point into chunks.
 */
public final class Roots {

    private final HeapMap heap;
    private final Image image;
    private final StackFrames frames;
    private final List<AddressRange> allocators = new ArrayList<>();
    private final List<RootRange> ranges = new ArrayList<>();
    private final List<RootWord> words;

    private Roots(HeapMap heap) {
        this.heap = heap;
        image = heap.memory().image();
        frames = new StackFrames(heap);
        words = new ArrayList<>(RegisterWords.of(image));
    }

    /** Finds the roots for the heap of an image. */
    public static Roots of(HeapMap heap) {
        Roots roots = new Roots(heap);
        roots.addKernelHeld();
        roots.allocators.addAll(heap.heaps());
        roots.allocators.addAll(heap.allocatorData());
        roots.allocators.sort(Comparator.comparingLong(AddressRange::start));
        List<ImageMapping> mappings = roots.image.mappings();
        for (int i = 0; i < mappings.size(); i++) {
            if (isRead(mappings, i)) {
                roots.add(mappings.get(i), i);
            }
        }
        for (AddressRange unwalked : heap.unwalked()) {
            roots.ranges.add(
                    new RootRange(
                            unwalked.start(), unwalked.end(), RootKind.UNWALKED, "heap", null));
        }
        return roots;
    }

    /** Lists the memory whose words are roots; the ranges do not overlap. */
    public List<RootRange> ranges() {
        return List.copyOf(ranges);
    }

    /** Lists the roots that are not in memory. */
    public List<RootWord> words() {
        return List.copyOf(words);
    }

    /** epoll keeps 64 bits for a 32-bit program too, which sets the lower ones, its pointer. */
    private void addKernelHeld() {
        long mask = image.wordSize() == WordSize.BITS_32 ? 0xffffffffL : -1;
        for (long word : image.kernelHeld()) {
            words.add(new RootWord(word & mask, RootKind.KERNEL, "epoll or timer", null, false));
        }
    }

    private static boolean isRead(List<ImageMapping> mappings, int index) {
        ImageMapping mapping = mappings.get(index);
        if (!mapping.readable() || mapping.name().startsWith("[v") || mapping.isSharedFile()) {
            return false;
        }
        return mapping.writable() || isRelocated(mappings, index);
    }

    /** RELRO: the first pages of a module's data, which are read-only once it is relocated. */
    private static boolean isRelocated(List<ImageMapping> mappings, int index) {
        ImageMapping mapping = mappings.get(index);
        if (!mapping.hasFile() || mapping.executable() || index + 1 == mappings.size()) {
            return false;
        }
        ImageMapping next = mappings.get(index + 1);
        return next.start() == mapping.end()
                && next.writable()
                && next.name().equals(mapping.name());
    }

    private void add(ImageMapping mapping, int index) {
        if (frames.isDead(index)) {
            return;
        }
        List<RootRange> stacks = frames.of(index);
        if (!stacks.isEmpty()) {
            ranges.addAll(stacks);
            return;
        }
        RootKind kind = isModuleData(index) ? RootKind.MODULE_DATA : RootKind.MAPPING;
        addBeside(mapping, kind, frames.ownerOf(index));
    }

    /** A core of gdb's does not tell modules from other files. */
    private boolean isModuleData(int index) {
        ImageMapping mapping = image.mappings().get(index);
        if (mapping.hasFile() || index == 0 || mapping.name().startsWith("[")) {
            return mapping.hasFile() && !mapping.shared();
        }
        ImageMapping before = image.mappings().get(index - 1);
        return heap.layout().kind(index) == RegionKind.MODULE
                || (before.end() == mapping.start() && before.hasFile() && before.writable());
    }

    /** Adds what of a mapping is not malloc's. */
    private void addBeside(ImageMapping mapping, RootKind kind, @Nullable ImageThread thread) {
        long at = mapping.start();
        for (int i = firstBehind(at); i < allocators.size(); i++) {
            AddressRange malloc = allocators.get(i);
            if (malloc.start() >= mapping.end()) {
                break;
            }
            addRange(at, malloc.start(), kind, mapping.name(), thread);
            at = Math.max(at, malloc.end());
        }
        addRange(at, mapping.end(), kind, mapping.name(), thread);
    }

    private void addRange(
            long start, long end, RootKind kind, String name, @Nullable ImageThread thread) {
        if (start < end) {
            ranges.add(new RootRange(start, end, kind, name, thread));
        }
    }

    /** Returns the first range of malloc's that ends behind an address. */
    private int firstBehind(long address) {
        int low = 0;
        int high = allocators.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (allocators.get(middle).end() <= address) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
