package dev.leakgate.heap;

import dev.leakgate.elf.AuxVector;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import java.util.List;
import java.util.Set;

/**
 * Gives back the labels that the kernel prints in {@code maps} and that cores of others lack:
 * {@code [heap]}, {@code [stack]}, {@code [vdso]}.
 *
 * <p>The auxiliary vector points into the vdso and the main stack. The heap is the first private
 * anonymous memory behind the program's own, before any other file: where the kernel puts the brk.
 */
final class KernelNames {

    private final boolean known;
    private final long heap;
    private final long stack;
    private final long vdso;

    /** What each process has; [vdso] alone may be our own finding, of a core that we cut. */
    private static final Set<String> LABELS = Set.of("[heap]", "[stack]");

    private KernelNames(boolean known, long heap, long stack, long vdso) {
        this.known = known;
        this.heap = heap;
        this.stack = stack;
        this.vdso = vdso;
    }

    static KernelNames of(Image image) {
        List<ImageMapping> mappings = image.mappings();
        boolean known = mappings.stream().anyMatch(mapping -> LABELS.contains(mapping.name()));
        return new KernelNames(
                known,
                heapBehind(value(image, AuxVector.AT_PHDR), mappings),
                value(image, AuxVector.AT_RANDOM),
                value(image, AuxVector.AT_SYSINFO_EHDR));
    }

    /** Returns the name of a mapping, with the label that the kernel would have printed. */
    String of(ImageMapping mapping) {
        if (known || !mapping.name().isEmpty()) {
            return mapping.name();
        }
        if (heap != 0 && mapping.start() == heap) {
            return "[heap]";
        }
        if (stack != 0 && mapping.contains(stack)) {
            return "[stack]";
        }
        return vdso != 0 && mapping.contains(vdso) ? "[vdso]" : "";
    }

    private static long value(Image image, int type) {
        return AuxVector.value(image.auxv(), image.wordSize(), type).orElse(0);
    }

    private static long heapBehind(long program, List<ImageMapping> mappings) {
        String path = "";
        long end = 0;
        for (ImageMapping mapping : mappings) {
            if (program != 0 && mapping.contains(program)) {
                path = mapping.name();
            }
            if (path.isEmpty()) {
                continue;
            }
            if (mapping.name().equals(path)) {
                end = mapping.end();
            } else if (mapping.hasFile() || mapping.shared() || !mapping.writable()) {
                return 0;
            } else if (mapping.start() != end) {
                return mapping.start();
            }
            // Else it is the program's .bss, right behind its data.
        }
        return 0;
    }
}
