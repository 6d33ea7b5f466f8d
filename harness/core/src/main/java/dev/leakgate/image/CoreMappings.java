package dev.leakgate.image;

import dev.leakgate.elf.AuxVector;
import dev.leakgate.elf.MappedFile;
import dev.leakgate.elf.Segment;
import dev.leakgate.units.WordSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the mappings of a process whose core holds no text of them, as those of the kernel and
 * of gdb: from the segments, the list of files, and the auxiliary vector.
 */
final class CoreMappings {

    /* The brk begins at random, at most so far behind the program (arch_randomize_brk). */
    private static final long FARTHEST_BRK = 1L << 30;

    private final NavigableMap<Long, Segment> loads = new TreeMap<>(Long::compareUnsigned);
    private final NavigableMap<Long, MappedFile> files = new TreeMap<>(Long::compareUnsigned);
    private final List<ImageMapping> mappings = new ArrayList<>();

    private CoreMappings() {}

    /** Gives the mappings in order of their addresses, without overlap. */
    static List<ImageMapping> rebuild(
            List<Segment> segments, List<MappedFile> files, byte[] auxv, WordSize wordSize) {
        CoreMappings core = new CoreMappings();
        core.take(segments);
        core.takeFiles(files);
        core.loads.values().forEach(core::split);
        core.files.values().forEach(core::fillGaps);
        core.mappings.sort((one, other) -> Long.compareUnsigned(one.start(), other.start()));
        core.label(AuxVector.value(auxv, wordSize, AuxVector.AT_RANDOM), "[stack]");
        core.label(AuxVector.value(auxv, wordSize, AuxVector.AT_SYSINFO_EHDR), "[vdso]");
        core.labelHeap(AuxVector.value(auxv, wordSize, AuxVector.AT_ENTRY));
        return core.mappings;
    }

    /** Keeps what does not overlap, so that the work is bounded whatever the core says. */
    private void take(List<Segment> segments) {
        List<Segment> sorted = new ArrayList<>(segments);
        sorted.removeIf(segment -> !segment.isLoad() || !below(segment.address(), segment.end()));
        sorted.sort((one, other) -> Long.compareUnsigned(one.address(), other.address()));
        long end = 0;
        for (Segment segment : sorted) {
            if (!below(segment.address(), end)) {
                loads.put(segment.address(), segment);
                end = segment.end();
            }
        }
    }

    private void takeFiles(List<MappedFile> listed) {
        List<MappedFile> sorted = new ArrayList<>(listed);
        sorted.sort((one, other) -> Long.compareUnsigned(one.start(), other.start()));
        long end = 0;
        for (MappedFile file : sorted) {
            if (!below(file.start(), end)) {
                files.put(file.start(), file);
                end = file.end();
            }
        }
    }

    /** Splits a segment where files begin and end. */
    private void split(Segment load) {
        long at = load.address();
        while (below(at, load.end())) {
            Map.Entry<Long, MappedFile> floor = files.floorEntry(at);
            MappedFile file =
                    floor != null && below(at, floor.getValue().end()) ? floor.getValue() : null;
            Long next = files.higherKey(at);
            long to = file != null ? file.end() : next != null ? next : load.end();
            to = below(to, load.end()) ? to : load.end();
            add(at, to, load, file);
            at = to;
        }
    }

    /** Adds what no segment covers: gdb leaves out what it does not dump. */
    private void fillGaps(MappedFile file) {
        long at = file.start();
        while (below(at, file.end())) {
            Map.Entry<Long, Segment> floor = loads.floorEntry(at);
            if (floor != null && below(at, floor.getValue().end())) {
                at = floor.getValue().end();
            } else {
                Long next = loads.higherKey(at);
                long to = next != null && below(next, file.end()) ? next : file.end();
                add(at, to, null, file);
                at = to;
            }
        }
    }

    private void add(long start, long end, @Nullable Segment load, @Nullable MappedFile file) {
        mappings.add(
                new ImageMapping(
                        start,
                        end,
                        load == null || load.readable(),
                        load != null && load.writable(),
                        load != null && load.executable(),
                        false,
                        file == null ? 0 : file.offset() + (start - file.start()),
                        0,
                        0,
                        file == null ? "" : file.path()));
    }

    private void label(OptionalLong address, String label) {
        for (int i = 0; address.isPresent() && i < mappings.size(); i++) {
            ImageMapping mapping = mappings.get(i);
            if (mapping.contains(address.getAsLong()) && mapping.name().isEmpty()) {
                mappings.set(i, mapping.named(label));
            }
        }
    }

    /** The heap is the first writable mapping behind the program that does not touch its bss. */
    private void labelHeap(OptionalLong entry) {
        String program = "";
        for (ImageMapping mapping : mappings) {
            if (entry.isPresent() && mapping.contains(entry.getAsLong())) {
                program = mapping.name();
            }
        }
        long end = 0;
        long programEnd = 0;
        for (int i = 0; i < mappings.size() && !program.isEmpty(); i++) {
            ImageMapping mapping = mappings.get(i);
            if (mapping.name().equals(program)) {
                programEnd = mapping.end();
            } else if (programEnd != 0 && mapping.start() != end) {
                boolean heap =
                        mapping.name().isEmpty()
                                && mapping.writable()
                                && below(mapping.start() - programEnd, FARTHEST_BRK);
                if (heap) {
                    mappings.set(i, mapping.named("[heap]"));
                }
                return;
            }
            end = mapping.end();
        }
    }

    private static boolean below(long one, long other) {
        return Long.compareUnsigned(one, other) < 0;
    }
}
