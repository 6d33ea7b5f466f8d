package dev.leakgate.image;

import dev.leakgate.elf.BuildId;
import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the ELF files among the mappings, with their build-ids: the same way for each source. */
final class Modules {

    private Modules() {}

    /** Lists them in the order of their addresses. */
    static List<ImageModule> find(List<ImageMapping> mappings, Memory memory, WordSize wordSize) {
        Map<String, ImageModule> byPath = new LinkedHashMap<>();
        for (ImageMapping mapping : mappings) {
            boolean file = mapping.hasFile() || mapping.name().equals("[vdso]");
            ImageModule known = byPath.get(mapping.name());
            if (file && known != null) {
                byPath.put(
                        known.path(),
                        new ImageModule(
                                known.path(), known.base(), mapping.end(), known.buildId()));
            } else if (file && mapping.offset() == 0 && mapping.readable()) {
                if (BuildId.isElf(memory, mapping.start())) {
                    String id = BuildId.inMemory(memory, mapping.start(), wordSize).orElse("");
                    byPath.put(
                            mapping.name(),
                            new ImageModule(mapping.name(), mapping.start(), mapping.end(), id));
                }
            }
        }
        return new ArrayList<>(byPath.values());
    }
}
