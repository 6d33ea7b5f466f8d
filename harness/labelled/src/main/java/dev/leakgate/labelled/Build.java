package dev.leakgate.labelled;

import dev.leakgate.check.LeakChecker;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Names what is measured by what it consists of: the harness, the set and its programs. */
final class Build {

    private static final int DIGITS = 12;

    private Build() {}

    /**
     * Returns the name.
     *
     * @param module the folder of this module
     */
    static String name(Path module) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            addClasses(digest, LeakChecker.class);
            addClasses(digest, Build.class);
            addFiles(digest, module.resolve("src/main/native"), "");
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException | URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void addClasses(MessageDigest digest, Class<?> type)
            throws IOException, URISyntaxException {
        URI source = type.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path place = Path.of(source);
        if (Files.isDirectory(place)) {
            addFiles(digest, place, ".class");
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                addFiles(digest, jar.getPath("/"), ".class");
            }
        }
    }

    private static void addFiles(MessageDigest digest, Path folder, String suffix)
            throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> file.toString().endsWith(suffix))
                            .sorted()
                            .toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString();
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
    }
}
