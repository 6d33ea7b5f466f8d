package dev.leakgate.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a file that its owner alone can read: what a service's memory held may stand in it. Who
 * reads meanwhile sees the file before or after, never half of it.
 */
public final class PrivateFile {

    private PrivateFile() {}

    /**
     * Writes the file.
     *
     * @param file the target; its directory is made when it is missing
     * @throws IOException when the directory cannot be written
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is no file in a directory");
        }
        Files.createDirectories(directory);
        Path temporary =
                Files.createTempFile(
                        directory,
                        ".new",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(temporary, content);
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
