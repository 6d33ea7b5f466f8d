package dev.leakgate.image;

import dev.leakgate.elf.CoreNotes;
import dev.leakgate.elf.ElfFile;
import dev.leakgate.elf.NoteType;
import dev.leakgate.units.ByteSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a core lacks: where it ends too early, and what was not written to it. */
final class CoreLosses {

    private static final int MOST_NAMED = 3;

    private final CoreMemory memory;
    private final ModuleFiles files;
    private final Map<String, Long> modules = new LinkedHashMap<>();
    private final Map<String, Long> otherFiles = new LinkedHashMap<>();
    private long unwritten;
    private int unwrittenMappings;

    private CoreLosses(CoreMemory memory, ModuleFiles files) {
        this.memory = memory;
        this.files = files;
    }

    static List<String> of(
            ElfFile core,
            CoreNotes notes,
            CoreMemory memory,
            List<ImageMapping> mappings,
            ModuleFiles files) {
        List<String> losses = new ArrayList<>();
        core.damage().ifPresent(losses::add);
        long read = core.segments().size();
        if (read < core.statedSegments()) {
            losses.add(
                    "the core ends within its program headers: "
                            + read
                            + " of "
                            + core.statedSegments()
                            + " are there");
        }
        if (memory.missing() > 0) {
            losses.add(
                    String.format(
                            "the core ends after %s of %s: memory from 0x%x on is missing, %s",
                            ByteSize.ofBytes(core.size()),
                            ByteSize.ofBytes(memory.expectedSize()),
                            memory.firstMissing(),
                            ByteSize.ofBytes(memory.missing())));
        }
        if (!notes.whole()) {
            losses.add("the core's notes are damaged or end too early: threads may be missing");
        }
        if (notes.threads().isEmpty()) {
            losses.add("the core holds no thread");
        }
        notes.ours(NoteType.LEAKGATE_LOSSES).lines().forEach(losses::add);
        CoreLosses own = new CoreLosses(memory, files);
        mappings.forEach(own::add);
        own.print(losses);
        return losses;
    }

    private void add(ImageMapping mapping) {
        if (!mapping.readable() || mapping.name().startsWith("[v")) {
            return; // nobody could read it, or the kernel does not write it: [vvar], [vsyscall]
        }
        long missing = missing(mapping);
        if (missing == 0 || files.has(mapping)) {
            return;
        }
        if (!files.refusal(mapping.name()).isEmpty() && !mapping.writable()) {
            modules.merge(mapping.name(), missing, Long::sum);
        } else if (mapping.hasFile() && !mapping.writable()) {
            otherFiles.merge(mapping.name(), missing, Long::sum);
        } else {
            unwritten += missing;
            unwrittenMappings++;
        }
    }

    private long missing(ImageMapping mapping) {
        long missing = 0;
        long at = mapping.start();
        while (Long.compareUnsigned(at, mapping.end()) < 0) {
            long stored = memory.nextStored(at, mapping.end());
            missing += stored - at;
            at = stored == mapping.end() ? stored : memory.nextMissing(stored, mapping.end());
        }
        return missing;
    }

    private void print(List<String> losses) {
        modules.forEach(
                (path, bytes) ->
                        losses.add(
                                path
                                        + " "
                                        + files.refusal(path)
                                        + ": "
                                        + ByteSize.ofBytes(bytes)
                                        + " of it cannot be read"));
        if (!otherFiles.isEmpty()) {
            long bytes = otherFiles.values().stream().mapToLong(Long::longValue).sum();
            List<String> names = otherFiles.keySet().stream().limit(MOST_NAMED).toList();
            int more = otherFiles.size() - names.size();
            losses.add(
                    ByteSize.ofBytes(bytes)
                            + " of mapped files were not written to the core: "
                            + String.join(", ", names)
                            + (more > 0 ? " and " + more + " more" : ""));
        }
        if (unwritten > 0) {
            losses.add(
                    ByteSize.ofBytes(unwritten)
                            + " in "
                            + unwrittenMappings
                            + " mappings were not written to the core");
        }
    }
}
