package dev.leakgate.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds spec files in directories. */
public final class SpecFiles {

    /** Where spec files are looked for unless a user says so. */
    public static final String DEFAULT_DIRECTORY = "src/test/leakcheck";

    private static final int DEEPEST = 32;

    private SpecFiles() {}

    /** Tells whether a name is that of a spec file. */
    public static boolean isSpec(String fileName) {
        return fileName.endsWith(SpecFile.SUFFIX);
    }

    /**
     * Finds the files of several directories, at any depth, and files that are named themselves.
     *
     * @param base what relative roots and the names start at: the module's directory
     * @param roots directories and files
     * @return the paths by their names, {@code src/test/leakcheck/gateway.leakcheck.yaml}, sorted
     * @throws SpecException when a root does not exist or has no spec file
     */
    public static Map<String, Path> find(Path base, Collection<String> roots) {
        Map<String, Path> found = new LinkedHashMap<>();
        for (String root : roots) {
            List<Path> files = in(base.resolve(root));
            if (files.isEmpty()) {
                throw new SpecException(
                        root
                                + " has no spec file; add one whose name ends in "
                                + SpecFile.SUFFIX
                                + ", in  "
                                + base.resolve(root));
            }
            files.forEach(file -> found.put(name(base, file), file));
        }
        return found;
    }

    /**
     * Returns the spec files of a directory, at any depth, sorted; a file that is named itself is
     * returned whatever its name is.
     *
     * @throws SpecException when it does not exist or cannot be read
     */
    public static List<Path> in(Path root) {
        if (Files.isRegularFile(root)) {
            return List.of(root);
        }
        if (!Files.isDirectory(root)) {
            throw new SpecException(root + " does not exist; spec files are looked for in it");
        }
        try (Stream<Path> files = Files.walk(root, DEEPEST)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isSpec(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new SpecException(root + " cannot be searched for spec files (" + e + ")");
        }
    }

    /** Returns what messages and results call a file: its path from the base, else the whole. */
    public static String name(Path base, Path file) {
        Path from = base.toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        return (whole.startsWith(from) ? from.relativize(whole) : whole).toString();
    }
}
