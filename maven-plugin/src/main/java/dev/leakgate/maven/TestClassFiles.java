package dev.leakgate.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Reads class files, without loading a class: those of the tests, and where they inherit from
 * elsewhere those of the test class path.
 */
final class TestClassFiles implements AutoCloseable {

    private static final int PARTS =
            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    /** No class file is larger: its tables have 16-bit indices. */
    private static final int LARGEST = 64 << 20;

    private final Path directory;
    private final URLClassLoader classPath;
    private final Map<String, Optional<ClassNode>> known = new HashMap<>();

    /**
     * Opens the class files.
     *
     * @param directory where the tests were compiled to; it need not exist
     * @param classPath the test class path
     */
    TestClassFiles(Path directory, List<Path> classPath) throws IOException {
        this.directory = directory;
        List<URL> urls = new ArrayList<>();
        for (Path element : classPath) {
            urls.add(element.toUri().toURL());
        }
        // Without a parent, so that the plugin's own classes are not taken for the tests'.
        this.classPath = new URLClassLoader(urls.toArray(new URL[0]), null);
    }

    /**
     * Returns all classes of the tests, by name.
     *
     * @throws IOException when a class file cannot be read; the message names it
     */
    List<ClassNode> tests() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            files = all.filter(TestClassFiles::isClass).sorted().toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        List<ClassNode> nodes = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                ClassNode node = parse(in, file.toString());
                known.put(node.name, Optional.of(node));
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** Returns a class by its internal name; nothing when the class path has none. */
    Optional<ClassNode> find(String internalName) throws IOException {
        Optional<ClassNode> node = known.get(internalName);
        if (node == null) {
            try (InputStream in = classPath.getResourceAsStream(internalName + ".class")) {
                node = in == null ? Optional.empty() : Optional.of(parse(in, internalName));
            }
            known.put(internalName, node);
        }
        return node;
    }

    private static boolean isClass(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".class") && !name.equals("module-info.class");
    }

    private static ClassNode parse(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST);
        ClassNode node = new ClassNode();
        try {
            new ClassReader(bytes).accept(node, PARTS);
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new IOException(
                    name
                            + " is no class file that this version can read ("
                            + malformed.getMessage()
                            + "); compile the tests again, for an older Java release if theirs is"
                            + " newer than the plugin",
                    malformed);
        }
        return node;
    }

    @Override
    public void close() throws IOException {
        classPath.close();
    }
}
