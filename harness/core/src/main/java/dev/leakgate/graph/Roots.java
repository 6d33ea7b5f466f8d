package dev.leakgate.graph;

import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.AddressRange;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageThread;
import dev.leakgate.image.RegisterSet;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists where a program's pointers begin: what it finds without following another pointer.
 *
 * <p>Whatever may be looked at counts, so that nothing is called leaked that something holds. What
 * malloc itself keeps does not count, nor what lies below a stack pointer.
 */
final class Roots {

    /* System V ABI, AMD64: the red zone. */
    private static final int RED_ZONE = 128;

    private static final Pattern LINKER = Pattern.compile("ld-linux.*|ld-[0-9.]+\\.so");

    private final HeapMap heap;
    private final ProcessLayout layout;
    private final List<ImageMapping> mappings;
    private final Map<Integer, ImageThread> threads = new HashMap<>();
    private final List<AddressRange> mallocs;
    private final List<RootRange> ranges = new ArrayList<>();
    private final List<RootWord> words = new ArrayList<>();
    private boolean someStackIsUnknown;

    private Roots(HeapMap heap) {
        this.heap = heap;
        layout = heap.layout();
        mappings = heap.memory().image().mappings();
        mallocs = new ArrayList<>(heap.heaps());
        mallocs.addAll(heap.allocatorData());
        mallocs.sort(Comparator.comparingLong(AddressRange::start));
    }

    /**
     * Lists the roots of an image.
     *
     * @param kernelHeld words that the kernel keeps for the program
     */
    static Roots of(HeapMap heap, long... kernelHeld) {
        Roots roots = new Roots(heap);
        roots.addThreads();
        for (int i = 0; i < roots.mappings.size(); i++) {
            roots.addMapping(i);
        }
        for (AddressRange range : heap.unwalked()) {
            roots.ranges.add(
                    new RootRange(
                            RootKind.UNWALKED,
                            range.start(),
                            range.end(),
                            roots.layout.indexOf(range.start()),
                            null));
        }
        for (long word : kernelHeld) {
            roots.words.add(new RootWord(RootKind.KERNEL, "epoll or timer", null, word));
        }
        return roots;
    }

    /** Lists the memory to look through. */
    List<RootRange> ranges() {
        return ranges;
    }

    /** Lists the words that lie in no memory. */
    List<RootWord> words() {
        return words;
    }

    private void addThreads() {
        for (ImageThread thread : heap.memory().image().threads()) {
            threads.put(thread.tid(), thread);
            someStackIsUnknown |= thread.registers().sp() == 0;
            thread.registers()
                    .byName()
                    .forEach(
                            (name, value) ->
                                    words.add(
                                            new RootWord(RootKind.REGISTER, name, thread, value)));
            // A call gives up the vector registers, so they matter where a thread was interrupted.
            if (thread.registers().systemCall() < 0) {
                thread.sets().forEach(set -> addVectors(set, thread));
            }
        }
    }

    private void addVectors(RegisterSet set, ImageThread thread) {
        ByteBuffer bytes = ByteBuffer.wrap(set.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        boolean wide = heap.memory().wordSize() == WordSize.BITS_64;
        int word = heap.memory().wordSize().bytes();
        for (int at = 0; at + word <= bytes.limit(); at += word) {
            long value = wide ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at));
            if (value != 0) {
                words.add(new RootWord(RootKind.REGISTER, "a vector register", thread, value));
            }
        }
    }

    private void addMapping(int index) {
        ImageMapping mapping = mappings.get(index);
        RegionKind region = layout.kind(index);
        if (region == RegionKind.KERNEL
                || !(mapping.writable() || becameReadOnly(mapping, region))) {
            return;
        }
        if (region != RegionKind.STACKS) {
            RootKind kind = region == RegionKind.MODULE ? RootKind.MODULE : RootKind.MAPPING;
            add(kind, mapping.start(), mapping.end(), index, null);
        } else if (someStackIsUnknown || !layout.isOfEndedThread(index)) {
            ImageThread thread = threads.get(layout.thread(index));
            add(RootKind.STACK, inUse(mapping, thread), mapping.end(), index, thread);
        }
    }

    /**
     * Pointers may have been written before it was made read-only. Not so in the dynamic linker,
     * which has no memory of malloc's that early, but words of cpuid that look like addresses of 32
     * bits.
     */
    private static boolean becameReadOnly(ImageMapping mapping, RegionKind region) {
        String file = mapping.name().substring(mapping.name().lastIndexOf('/') + 1);
        return mapping.readable()
                && !mapping.executable()
                && !mapping.shared()
                && (region == RegionKind.MODULE || !mapping.hasFile())
                && !LINKER.matcher(file).matches();
    }

    private long inUse(ImageMapping stack, @Nullable ImageThread thread) {
        if (thread == null || !stack.contains(thread.registers().sp())) {
            return stack.start();
        }
        int zone = heap.memory().wordSize() == WordSize.BITS_64 ? RED_ZONE : 0;
        return Math.max(stack.start(), thread.registers().sp() - zone);
    }

    /** Adds what of a range is not malloc's. */
    private void add(
            RootKind kind, long start, long end, int mapping, @Nullable ImageThread thread) {
        long at = start;
        for (AddressRange own : mallocs) {
            if (own.end() > at && own.start() < end) {
                if (own.start() > at) {
                    ranges.add(new RootRange(kind, at, own.start(), mapping, thread));
                }
                at = own.end();
            }
        }
        if (at < end) {
            ranges.add(new RootRange(kind, at, end, mapping, thread));
        }
    }
}
