package dev.leakgate.check;

import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.service.CrashCore;
import dev.leakgate.units.ByteSize;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says where the core of a service that crashed is: among the evidence, if we started it.
 *
 * @param name of the file in the folder; null when there is none
 * @param absence why there is none; null when there is one
 * @param losses what it lacks, a sentence each
 */
record KeptCore(@Nullable String name, @Nullable String absence, List<String> losses) {

    static KeptCore none(@Nullable String why) {
        return new KeptCore(null, why, List.of());
    }

    /** Returns what the core of a process is called among the evidence. */
    static String name(int pid) {
        return "core." + pid;
    }

    /** Leaves the core where it is, and says so. */
    static KeptCore leave(CrashCore core, String why) {
        return none(
                core.file() == null
                        ? core.absence()
                        : "it is " + core.file() + ", and stays there: " + why);
    }

    /** Moves the core to the evidence. */
    static KeptCore take(CrashCore core, int pid, Path folder, ByteSize most) {
        Path file = core.file();
        if (file == null || most.bytes() == 0) {
            return leave(core, "keepCore is " + most);
        }
        Path kept = folder.resolve(name(pid));
        try {
            Files.createDirectories(folder);
            move(file, kept);
            Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-------"));
            return new KeptCore(name(pid), null, List.of());
        } catch (IOException failure) {
            return none("it is " + file + ", which cannot be moved here (" + failure + ")");
        }
    }

    /** Keeps the most useful memory of a core that holds too much, in its place. */
    KeptCore cut(Image image, Path core, ByteSize most) {
        try {
            return Files.size(core) <= most.bytes()
                    ? this
                    : new KeptCore(
                            name,
                            null,
                            CoreFiles.write(image, core, CoreOptions.ALL.withMost(most)).losses());
        } catch (IOException noRoom) {
            return new KeptCore(
                    name,
                    null,
                    List.of("it is larger than " + most + ", for " + noRoom.getMessage()));
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
