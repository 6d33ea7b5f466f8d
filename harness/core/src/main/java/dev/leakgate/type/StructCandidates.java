package dev.leakgate.type;

import dev.leakgate.dwarf.DebugTypes;
import dev.leakgate.dwarf.StructType;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageModule;
import dev.leakgate.image.ImageSymbols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Names the structures that objects may be of: those of debug information that have their size, and
 * whose pointers lead somewhere in each object of a sample.
 *
 * <p>malloc rounds sizes up, so that several come into question; only what the objects hold tells
 * them apart. Not thread-safe.
 */
public final class StructCandidates {

    /* More names than these help nobody. */
    private static final int MOST = 3;

    private static final int ALIGNMENT = 16; /* malloc.c: MALLOC_ALIGNMENT */

    /* What is larger is a buffer or an array. */
    private static final long LARGEST = 1 << 16;

    private final Image image;
    private final Words words;
    private final List<StructType> structs;

    private StructCandidates(Image image, List<StructType> structs) {
        this.image = image;
        this.structs = structs;
        words = new Words(image, image.wordSize(), 1);
    }

    /**
     * Reads the debug information of an image's modules, where there is any, for objects of some
     * sizes. Of a file that changed since nothing is read.
     *
     * @param usable bytes that the program may use of each object
     */
    public static StructCandidates of(Image image, ImageSymbols symbols, Collection<Long> usable) {
        int smallest = 3 * image.wordSize().bytes();
        LongPredicate sizes =
                size ->
                        size <= LARGEST
                                && usable.stream().anyMatch(room -> fits(size, room, smallest));
        Map<String, StructType> structs = new LinkedHashMap<>();
        if (!usable.isEmpty()) {
            for (ImageModule module : image.modules()) {
                if (isOfLibc(module)) {
                    continue;
                }
                symbols.withDebugFile(module, file -> DebugTypes.of(file, sizes))
                        .ifPresent(
                                found ->
                                        found.forEach(
                                                type ->
                                                        structs.putIfAbsent(
                                                                type.name() + " " + type.size(),
                                                                type)));
            }
        }
        return new StructCandidates(image, new ArrayList<>(structs.values()));
    }

    /** What the C library allocates for itself it keeps; its structures only hide the program's. */
    private static boolean isOfLibc(ImageModule module) {
        String file = module.path().substring(module.path().lastIndexOf('/') + 1);
        return file.startsWith("libc.so") || file.startsWith("libc-") || file.startsWith("ld-");
    }

    /** Says whether malloc makes a chunk with so much room for so many bytes. */
    private static boolean fits(long size, long room, int smallest) {
        return size <= room && (size > room - ALIGNMENT || room <= smallest);
    }

    /**
     * Names what objects may be, the likeliest first; empty when nothing fits. Structures without a
     * pointer that is set in one of the objects are named only if they are the only ones.
     *
     * @param usable bytes that the program may use of each
     * @param objects a sample
     */
    public List<StructType> of(long usable, long[] objects) {
        int smallest = 3 * image.wordSize().bytes();
        List<StructType> confirmed = new ArrayList<>();
        List<StructType> others = new ArrayList<>();
        for (StructType struct : structs) {
            if (fits(struct.size(), usable, smallest)) {
                long pointers = pointers(struct, objects);
                if (pointers > 0) {
                    confirmed.add(struct);
                } else if (pointers == 0) {
                    others.add(struct);
                }
            }
        }
        if (confirmed.isEmpty()) {
            return others.size() == 1 ? others : List.of();
        }
        confirmed.sort(
                Comparator.comparingLong((StructType struct) -> pointers(struct, objects))
                        .reversed());
        return confirmed.subList(0, Math.min(MOST, confirmed.size()));
    }

    /** Counts pointers that are set; −1 when one leads nowhere. */
    private long pointers(StructType struct, long[] objects) {
        long count = 0;
        for (long object : objects) {
            for (StructType.Member member : struct.members()) {
                if (member.pointer()) {
                    long value = words.load(object + member.offset(), 1) == 1 ? words.get(0) : 0;
                    if (value != 0 && !isMapped(value)) {
                        return -1;
                    }
                    count += value == 0 ? 0 : 1;
                }
            }
        }
        return count;
    }

    private boolean isMapped(long address) {
        return ImageMapping.at(image.mappings(), address) != null;
    }
}
