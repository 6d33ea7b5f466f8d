package dev.leakgate.elf;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Finds the file that a stripped file's symbols were moved to, as gdb does: by build-id, then by
 * .gnu_debuglink and its checksum.
 */
public final class DebugFiles {

    private static final String FOLDER = "usr/lib/debug";
    private static final Path OURS = Path.of("/");
    private static final int LONGEST_LINK = 4096;
    private static final int BUFFER = 1 << 20;

    private final Path root;

    /**
     * Looks in {@code usr/lib/debug} below a root, and in our own.
     *
     * @param root of the files that are asked about: {@code /}, or {@code /proc/PID/root}
     */
    public DebugFiles(Path root) {
        this.root = root;
    }

    /**
     * Reads the symbols of a file: its own, if it was not stripped, else those of its debug file,
     * else those by which it is linked.
     */
    public Optional<SymbolTable> symbols(ElfFile file) {
        boolean stripped =
                file.sections().stream()
                        .noneMatch(section -> section.type() == ElfConstants.SHT_SYMTAB);
        if (stripped) {
            for (Path candidate : candidates(file)) {
                try (ElfFile debug = ElfFile.open(candidate)) {
                    Optional<SymbolTable> table = SymbolTable.of(debug);
                    if (table.isPresent() && belongs(debug, file)) {
                        return table;
                    }
                } catch (ElfException none) {
                    // The next one may be there.
                }
            }
        }
        return SymbolTable.of(file);
    }

    /**
     * Asks the file that has a file's debug information: itself, else its debug file.
     *
     * @param question is asked while that file is open
     * @return the answer; empty when there is no debug information
     */
    public <T> Optional<T> withDebugInformation(ElfFile file, Function<ElfFile, T> question) {
        if (hasDebugInformation(file)) {
            return Optional.of(question.apply(file));
        }
        for (Path candidate : candidates(file)) {
            try (ElfFile debug = ElfFile.open(candidate)) {
                if (hasDebugInformation(debug) && belongs(debug, file)) {
                    return Optional.of(question.apply(debug));
                }
            } catch (ElfException none) {
                // The next one may be there.
            }
        }
        return Optional.empty();
    }

    private static boolean hasDebugInformation(ElfFile file) {
        return file.sections().stream()
                .anyMatch(
                        section ->
                                section.name().equals(".debug_info")
                                        && section.type() != ElfConstants.SHT_NOBITS);
    }

    private List<Path> candidates(ElfFile file) {
        List<Path> candidates = new ArrayList<>();
        String id = BuildId.of(file).filter(text -> text.length() > 2).orElse("");
        String link = link(file).name();
        Path folder = file.path().toAbsolutePath().getParent();
        List<Path> debugFolders = new ArrayList<>();
        for (Path from : root.equals(OURS) ? List.of(OURS) : List.of(root, OURS)) {
            debugFolders.add(from.resolve(FOLDER));
        }
        if (!id.isEmpty()) {
            String name = id.substring(2) + ".debug";
            for (Path debug : debugFolders) {
                candidates.add(
                        debug.resolve(".build-id").resolve(id.substring(0, 2)).resolve(name));
            }
        }
        try {
            // A name with a slash would lead anywhere.
            if (folder != null && !link.isEmpty() && !link.contains("/")) {
                candidates.add(folder.resolve(link));
                candidates.add(folder.resolve(".debug").resolve(link));
                for (Path debug : debugFolders) {
                    candidates.add(debug.resolve(below(folder)).resolve(link));
                }
            }
        } catch (InvalidPathException noName) {
            // What was found until then will do.
        }
        candidates.removeIf(candidate -> !Files.isRegularFile(candidate));
        return candidates;
    }

    /** Gives a folder as it is called below its root. */
    private Path below(Path folder) {
        return folder.startsWith(root) ? root.relativize(folder) : OURS.relativize(folder);
    }

    private static boolean belongs(ElfFile debug, ElfFile file) {
        Optional<String> id = BuildId.of(file);
        if (id.isPresent()) {
            return BuildId.of(debug).equals(id);
        }
        return checksum(debug) == link(file).checksum();
    }

    private record Link(String name, int checksum) {}

    /** Reads .gnu_debuglink: a name, NULs up to a multiple of four, a CRC-32. */
    private static Link link(ElfFile file) {
        for (Section section : file.sections()) {
            if (section.name().equals(".gnu_debuglink")) {
                byte[] content = file.content(section, LONGEST_LINK);
                String name = Bytes.text(content, 0, content.length);
                int at = (name.length() + 1 + 3) & ~3;
                if (at + Integer.BYTES <= content.length) {
                    return new Link(name, Bytes.wrap(content).getInt(at));
                }
            }
        }
        return new Link("", 0);
    }

    private static int checksum(ElfFile file) {
        CRC32 sum = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        for (long at = 0; at < file.size(); at += BUFFER) {
            buffer.clear();
            if (file.read(at, buffer) == 0) {
                break;
            }
            sum.update(buffer.flip());
        }
        return (int) sum.getValue();
    }
}
