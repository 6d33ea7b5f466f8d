package dev.leakgate.image;

import dev.leakgate.elf.BuildId;
import dev.leakgate.elf.DebugFiles;
import dev.leakgate.elf.ElfException;
import dev.leakgate.elf.ElfFile;
import dev.leakgate.elf.Segment;
import dev.leakgate.elf.SymbolTable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Names addresses of an image by the symbols of its modules. A file that is no longer the one that
 * the process had is not asked.
 *
 * <p>Reads a module's symbols at its first question. Not thread-safe.
 */
public final class ImageSymbols {

    private static final long PAGE = 4096;

    /**
     * Names an address.
     *
     * @param module the file's path
     * @param symbol its symbol there
     */
    public record Named(String module, SymbolTable.Symbol symbol) {

        /** Prints {@code name+0x1c (libc.so.6)}. */
        @Override
        public String toString() {
            return symbol + " (" + module.substring(module.lastIndexOf('/') + 1) + ")";
        }
    }

    private record Loaded(Optional<SymbolTable> table, long bias) {}

    private final List<ImageMapping> mappings;
    private final Map<String, ImageModule> modules = new HashMap<>();
    private final Map<String, Loaded> loaded = new HashMap<>();
    private final Set<String> changed = new TreeSet<>();
    private final Path root;
    private final DebugFiles debugFiles;

    /** Names addresses of this image, which may be closed meanwhile. */
    public ImageSymbols(Image image) {
        mappings = image.mappings();
        root = image.root();
        debugFiles = new DebugFiles(root);
        image.modules().forEach(module -> modules.put(module.path(), module));
    }

    /** Finds what an address lies in; empty where no module is or its symbols are not known. */
    public Optional<Named> at(long address) {
        for (ImageModule module : modules.values()) {
            boolean within =
                    Long.compareUnsigned(address, module.base()) >= 0
                            && Long.compareUnsigned(address, endOf(module)) < 0;
            if (within && isMapped(address, module)) {
                Loaded symbols = loaded.computeIfAbsent(module.path(), path -> load(module));
                return symbols.table()
                        .flatMap(table -> table.at(address - symbols.bias()))
                        .map(symbol -> new Named(module.path(), symbol));
            }
        }
        return Optional.empty();
    }

    /**
     * Lists the files, of those that were asked, that are no longer the ones that the process had:
     * their build-ids differ. Nothing of them is named.
     */
    public List<String> changed() {
        return List.copyOf(changed);
    }

    /** Finds a symbol's address in a module; its name is mangled. */
    public Optional<Long> address(ImageModule module, String name) {
        Loaded symbols = loaded.computeIfAbsent(module.path(), path -> load(module));
        return symbols.table()
                .flatMap(table -> table.address(name))
                .map(value -> value + symbols.bias());
    }

    /** The rest of a large .bss is a mapping without a file right behind the module's last. */
    private long endOf(ImageModule module) {
        for (ImageMapping mapping : mappings) {
            if (mapping.start() == module.end()) {
                return mapping.writable() && mapping.name().isEmpty() && !mapping.shared()
                        ? mapping.end()
                        : module.end();
            }
        }
        return module.end();
    }

    /** What lies between two mappings of a file, or in its bss, is anonymous. */
    private boolean isMapped(long address, ImageModule module) {
        ImageMapping mapping = ImageMapping.at(mappings, address);
        return mapping != null
                && (mapping.name().equals(module.path()) || mapping.name().isEmpty());
    }

    private Loaded load(ImageModule module) {
        return ask(
                        module,
                        file ->
                                Optional.of(
                                        new Loaded(debugFiles.symbols(file), bias(file, module))))
                .orElseGet(() -> new Loaded(Optional.empty(), 0));
    }

    /**
     * Asks the file that has a module's debug information, its own or the one that it was moved to.
     *
     * @return the answer; empty when there is none, or the file is no longer the one that the
     *     process had
     */
    public <T> Optional<T> withDebugFile(ImageModule module, Function<ElfFile, T> question) {
        return ask(module, file -> debugFiles.withDebugInformation(file, question));
    }

    private <T> Optional<T> ask(ImageModule module, Function<ElfFile, Optional<T>> question) {
        if (module.path().startsWith("/")) {
            try (ElfFile file = ElfFile.open(file(module))) {
                boolean same =
                        module.buildId().isEmpty()
                                || BuildId.of(file).orElse("").equals(module.buildId());
                if (!same) {
                    changed.add(module.path());
                }
                return same ? question.apply(file) : Optional.empty();
            } catch (ElfException | InvalidPathException gone) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Where a process is gone, its file may be there under our own root. */
    private Path file(ImageModule module) {
        Path own = Path.of(module.path());
        Path inside = root.resolve(module.path().substring(1));
        return Files.isReadable(inside) ? inside : own;
    }

    /** The file's first segment is what the first mapping shows. */
    private static long bias(ElfFile file, ImageModule module) {
        for (Segment segment : file.segments()) {
            if (segment.isLoad()) {
                return module.base() - (segment.address() - segment.offset() & -PAGE);
            }
        }
        return module.base();
    }
}
