package dev.leakgate.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Holds a file that has no name, so that it goes when it is closed, whatever becomes of us. It is
 * made in the folder that {@code java.io.tmpdir} names.
 */
public final class UnnamedFile implements AutoCloseable {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final FileChannel channel;
    private final String name;

    private UnnamedFile(FileChannel channel, String name) {
        this.channel = channel;
        this.name = name;
    }

    /** Makes an empty file, which its owner alone could have read. */
    public static UnnamedFile create() throws IOException {
        Path path =
                Files.createTempFile(
                        folder(),
                        "leakgate-",
                        ".memory",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new UnnamedFile(channel, path.toString());
        } finally {
            Files.delete(path);
        }
    }

    /** Returns where such files are made. */
    public static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    /** Returns the file to write to. */
    public FileChannel channel() {
        return channel;
    }

    /** Opens it again to read from, as long as this is open. */
    public SteadyFile reader() throws IOException {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (target(descriptor).equals(name + " (deleted)")) {
                    return SteadyFile.open(descriptor);
                }
            }
        }
        throw new IOException("a file without a name is not among our descriptors");
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException harmless) {
            // Nobody reads it any more.
        }
    }
}
