package dev.leakgate.type;

import dev.leakgate.dwarf.DebugTypes;
import dev.leakgate.dwarf.StructType;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageModule;
import dev.leakgate.image.ImageSymbols;
import java.util.ArrayList;
import java.util.BitSet;
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
    private final boolean complete;

    private StructCandidates(Image image, List<StructType> types, boolean complete) {
        this.image = image;
        this.complete = complete;
        // Several programs may have one, with members of other names.
        Map<String, StructType> byName = new LinkedHashMap<>();
        types.forEach(type -> byName.putIfAbsent(type.name() + " " + type.size(), type));
        structs = new ArrayList<>(byName.values());
        words = new Words(image, image.wordSize(), 1);
    }

    /**
     * Reads the debug information of an image's modules, where there is any, for objects of some
     * sizes. Of a file that changed since nothing is read.
     *
     * @param usable bytes that the program may use of each object
     * @param limit bytes that are read over all modules
     */
    public static StructCandidates of(
            Image image, ImageSymbols symbols, Collection<Long> usable, long limit) {
        DebugTypes types = new DebugTypes(sizes(image, usable), limit);
        boolean complete = true;
        for (ImageModule module : usable.isEmpty() ? List.<ImageModule>of() : image.modules()) {
            if (complete && !isOfLibc(module)) {
                complete = symbols.withDebugFile(module, types::read).orElse(true);
            }
        }
        return new StructCandidates(image, types.found(), complete);
    }

    /** Asked of each type: a search among the sizes would take longer than to read it. */
    private static LongPredicate sizes(Image image, Collection<Long> usable) {
        int smallest = 3 * image.wordSize().bytes();
        BitSet asked = new BitSet();
        for (long room : usable) {
            for (long size = Math.max(1, room <= smallest ? 1 : room - ALIGNMENT + 1);
                    size <= Math.min(room, LARGEST);
                    size++) {
                asked.set((int) size);
            }
        }
        return size -> size <= LARGEST && asked.get((int) size);
    }

    /** Says whether no debug information was left out, for there was too much. */
    public boolean isComplete() {
        return complete;
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
