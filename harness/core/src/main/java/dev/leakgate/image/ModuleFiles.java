package dev.leakgate.image;

import dev.leakgate.elf.BuildId;
import dev.leakgate.elf.ElfException;
import dev.leakgate.elf.ElfFile;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads memory that a core left out from the mapped file, but only of a file whose build-id is the
 * one that the process had.
 */
final class ModuleFiles implements AutoCloseable {

    private static final int MOST_OPEN = 4096;

    private final Map<String, ElfFile> files = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();

    /** Opens the files that agree. */
    ModuleFiles(List<ImageModule> modules) {
        modules.stream()
                .filter(module -> module.path().startsWith("/"))
                .limit(MOST_OPEN)
                .forEach(this::open);
    }

    private void open(ImageModule module) {
        if (module.buildId().isEmpty()) {
            refused.put(module.path(), "has no build-id in the core to compare the file with");
            return;
        }
        try {
            ElfFile file = ElfFile.open(Path.of(module.path()));
            String id = BuildId.of(file).orElse("none");
            if (id.equals(module.buildId())) {
                files.put(module.path(), file);
            } else {
                file.close();
                refused.put(
                        module.path(), "has build-id " + id + " now, and had " + module.buildId());
            }
        } catch (ElfException | InvalidPathException unreadable) {
            refused.put(module.path(), "cannot be read now");
        }
    }

    /** Tells whether a mapping's bytes can be read from its file. */
    boolean has(ImageMapping mapping) {
        return !mapping.writable() && files.containsKey(mapping.name());
    }

    /** Reads the file behind an address of a mapping, up to the buffer's room. */
    int read(ImageMapping mapping, long address, ByteBuffer into) {
        ElfFile file = files.get(mapping.name());
        return file == null || mapping.writable()
                ? 0
                : file.read(mapping.offset() + (address - mapping.start()), into);
    }

    /** Says why a file's bytes cannot be read; {@code ""} of a file that is no module. */
    String refusal(String path) {
        return refused.getOrDefault(path, "");
    }

    @Override
    public void close() {
        files.values().forEach(ElfFile::close);
    }
}
