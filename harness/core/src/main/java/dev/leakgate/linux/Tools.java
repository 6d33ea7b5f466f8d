package dev.leakgate.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs as execvp(3) would. */
public final class Tools {

    private Tools() {}

    /** Finds an executable of that name in PATH. */
    public static Optional<Path> find(String name) {
        String path = System.getenv("PATH");
        for (String directory : (path == null ? "/usr/bin:/bin" : path).split(":", -1)) {
            Path file = Path.of(directory.isEmpty() ? "." : directory, name);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(file.toAbsolutePath());
            }
        }
        return Optional.empty();
    }
}
