package dev.leakgate.check;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPOutputStream;

/** Keeps the text of smaps, compressed, readable by the owner only. */
final class SmapsEvidence {

    static final String FIRST = "first.smaps.gz";
    static final String LAST = "last.smaps.gz";

    private SmapsEvidence() {}

    /** Opens a new file, in place of one of that name. */
    static OutputStream create(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            return new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence cannot be written to " + file, e);
        }
    }
}
