package dev.leakgate.heap;

import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageThread;
import dev.leakgate.region.FrozenMapping;
import dev.leakgate.region.FrozenRegions;
import dev.leakgate.region.FrozenThread;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.units.Memory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives the mappings of an image their regions, as a running process's have them. */
public final class ImageLayout {

    private ImageLayout() {}

    /**
     * Recognises the regions of an image. What is resident is what the image holds of its own.
     *
     * @return a view that is valid while the image is open
     */
    public static ProcessLayout of(Image image) {
        return of(image, image);
    }

    /** Recognises the regions of an image by another view of its memory. */
    static ProcessLayout of(Image image, Memory memory) {
        KernelNames names = KernelNames.of(image);
        Map<String, Long> files = new HashMap<>();
        List<FrozenMapping> mappings = new ArrayList<>();
        for (ImageMapping mapping : image.mappings()) {
            // Cores of others tell a file's path alone; any number does that is the same for all.
            long inode =
                    mapping.inode() == 0 && mapping.hasFile()
                            ? files.computeIfAbsent(mapping.name(), path -> -1L - files.size())
                            : mapping.inode();
            mappings.add(
                    new FrozenMapping(
                            mapping.start(),
                            mapping.end(),
                            mapping.readable(),
                            mapping.writable(),
                            mapping.executable(),
                            mapping.shared(),
                            mapping.device(),
                            inode,
                            names.of(mapping),
                            held(image, mapping)));
        }
        List<FrozenThread> threads = new ArrayList<>();
        for (ImageThread thread : image.threads()) {
            threads.add(new FrozenThread(thread.tid(), thread.name(), thread.registers().sp()));
        }
        return FrozenRegions.of(image.pid(), image.wordSize(), memory, mappings, threads);
    }

    private static long held(Image image, ImageMapping mapping) {
        long held = 0;
        long at = image.nextData(mapping.start(), mapping.end());
        while (Long.compareUnsigned(at, mapping.end()) < 0) {
            long end = image.nextHole(at, mapping.end());
            held += end - at;
            at = image.nextData(end, mapping.end());
        }
        return held;
    }
}
