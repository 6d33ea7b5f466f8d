package dev.leakgate.type;

import dev.leakgate.elf.MappedSegments;
import dev.leakgate.elf.Segment;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageModule;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which addresses lie in mapped ELF files, and which of them are code. A file's .bss is its
 * own too: the linker copies vtables of libraries there.
 */
final class ModuleRanges {

    private static final long PAGE = 4096;

    private record Range(long start, long end, boolean code, String module, long base) {}

    /* In unsigned order, without overlap. */
    private final List<Range> ranges = new ArrayList<>();
    private final long[] starts;
    private final long[] ends;

    ModuleRanges(Image image) {
        List<ImageMapping> mappings = image.mappings();
        for (ImageModule module : image.modules()) {
            add(image, module, mappings);
        }
        ranges.sort((one, other) -> Long.compareUnsigned(one.start, other.start));
        starts = ranges.stream().mapToLong(Range::start).toArray();
        ends = ranges.stream().mapToLong(Range::end).toArray();
    }

    private void add(Image image, ImageModule module, List<ImageMapping> mappings) {
        long end = end(image, module);
        boolean inside = false;
        for (ImageMapping mapping : mappings) {
            boolean own = mapping.name().equals(module.path());
            boolean bss =
                    inside
                            && mapping.name().isEmpty()
                            && mapping.writable()
                            && Long.compareUnsigned(mapping.start(), end) < 0;
            inside = own || bss;
            if (inside && mapping.readable()) {
                long stop =
                        own || Long.compareUnsigned(mapping.end(), end) < 0 ? mapping.end() : end;
                ranges.add(
                        new Range(
                                mapping.start(),
                                stop,
                                mapping.executable(),
                                module.path(),
                                module.base()));
            }
        }
    }

    /** Gives the address behind the module's last segment, as its own headers state it. */
    private static long end(Image image, ImageModule module) {
        long bias = 0;
        long end = module.end();
        boolean first = true;
        for (Segment segment : MappedSegments.read(image, module.base(), image.wordSize())) {
            if (segment.isLoad()) {
                if (first) {
                    bias = module.base() - (segment.address() - segment.offset() & -PAGE);
                    first = false;
                }
                long stop = bias + segment.end();
                end = Long.compareUnsigned(stop, end) > 0 ? stop : end;
            }
        }
        return end;
    }

    /** Gives the index of the range that holds an address, −1 when none does: a binary search. */
    int at(long address) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(address, starts[middle]) < 0) {
                high = middle - 1;
            } else if (Long.compareUnsigned(address, ends[middle]) >= 0) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    boolean isCode(long address) {
        int index = at(address);
        return index >= 0 && ranges.get(index).code;
    }

    boolean contains(long address) {
        return at(address) >= 0;
    }

    /** Gives the path of the module that an address lies in, {@code ""} when in none. */
    String module(long address) {
        int index = at(address);
        return index < 0 ? "" : ranges.get(index).module;
    }

    /** Prints an address by the module that it lies in: {@code libfoo.so+0x1a2b}. */
    String place(long address) {
        int index = at(address);
        if (index < 0) {
            return "0x" + Long.toHexString(address);
        }
        Range range = ranges.get(index);
        String file = range.module.substring(range.module.lastIndexOf('/') + 1);
        return file + "+0x" + Long.toHexString(address - range.base);
    }
}
