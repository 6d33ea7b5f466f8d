package dev.leakgate.check;

import dev.leakgate.service.CrashCore;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Says where the core of a service that crashed is: among the evidence, if we started it.
 *
 * @param name of the file in the folder; null when there is none
 * @param absence why there is none; null when there is one
 */
record KeptCore(@Nullable String name, @Nullable String absence) {

    /** Returns what the core of a process is called among the evidence. */
    static String name(int pid) {
        return "core." + pid;
    }

    /** Leaves the core of a service that we did not start to those who did. */
    static KeptCore leave(CrashCore core) {
        return new KeptCore(
                null,
                core.file() == null
                        ? core.absence()
                        : "it is "
                                + core.file()
                                + ", and stays there: this check did not start the service");
    }

    /** Moves the core to the evidence. */
    static KeptCore take(CrashCore core, int pid, Path folder) {
        Path file = core.file();
        if (file == null) {
            return new KeptCore(null, core.absence());
        }
        String name = name(pid);
        try {
            Files.createDirectories(folder);
            move(file, folder.resolve(name));
            Files.setPosixFilePermissions(
                    folder.resolve(name), PosixFilePermissions.fromString("rw-------"));
            return new KeptCore(name, null);
        } catch (IOException failure) {
            return new KeptCore(
                    null, "it is " + file + ", which cannot be moved here (" + failure + ")");
        }
    }

    /** Never shows a part of it under its name. */
    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            Path partial = to.resolveSibling("." + to.getFileName() + ".part");
            try {
                Files.copy(from, partial, StandardCopyOption.REPLACE_EXISTING);
                Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
            Files.delete(from);
        }
    }
}
