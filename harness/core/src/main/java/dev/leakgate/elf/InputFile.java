package dev.leakgate.elf;

import dev.leakgate.files.SteadyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a file that nobody vouches for, at any offset. Not thread-safe. */
final class InputFile implements AutoCloseable {

    private final Path path;
    private final SteadyFile file;
    private final long size;
    private final @Nullable Gunzipped unpacked;

    private InputFile(Path path, SteadyFile file, @Nullable Gunzipped unpacked) throws IOException {
        this.path = path;
        this.file = file;
        this.unpacked = unpacked;
        size = file.size();
    }

    static InputFile open(Path path) throws ElfException {
        return open(path, false);
    }

    /** Opens a file, and what is in it if it is compressed by gzip. */
    static InputFile openUnpacked(Path path) throws ElfException {
        return open(path, true);
    }

    private static InputFile open(Path path, boolean unpack) throws ElfException {
        Gunzipped unpacked = null;
        SteadyFile file = null;
        try {
            // A FIFO or a device could hold us for ever.
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new ElfException(path, "is no regular file");
            }
            if (unpack) {
                unpacked = Gunzipped.of(path).orElse(null);
            }
            file = unpacked == null ? SteadyFile.open(path) : unpacked.reader();
            return new InputFile(path, file, unpacked);
        } catch (IOException failure) {
            close(file, unpacked);
            throw explain(path, failure);
        }
    }

    private static ElfException explain(Path path, IOException failure) {
        if (failure instanceof ElfException known) {
            return known;
        }
        if (failure instanceof NoSuchFileException) {
            return new ElfException(path, "there is no such file", failure);
        }
        return failure instanceof AccessDeniedException
                ? new ElfException(
                        path, "may not be read by this user; run as its owner or as root", failure)
                : new ElfException(path, "cannot be read: " + failure.getMessage(), failure);
    }

    Path path() {
        return path;
    }

    /** Returns the size, of what was unpacked if it is compressed. */
    long size() {
        return size;
    }

    /** Says how far a compressed file could be unpacked; empty when that is all of it. */
    Optional<String> damage() {
        return unpacked == null ? Optional.empty() : unpacked.damage();
    }

    /**
     * Reads as many bytes as the buffer has room for and the file holds.
     *
     * @return how many; 0 outside of the file and when the disk fails
     */
    int read(long offset, ByteBuffer into) {
        return file.read(offset, into);
    }

    /** Reads a piece of the file; shorter where the file ends or beyond the limit. */
    ByteBuffer piece(long offset, long length, int limit) {
        long there = offset < 0 || offset >= size ? 0 : size - offset;
        int room = (int) Math.max(0, Math.min(Math.min(length, there), limit));
        ByteBuffer bytes = Bytes.allocate(room);
        read(offset, bytes);
        return bytes.flip();
    }

    /**
     * Maps a piece of the file, which stays readable when this is closed.
     *
     * @throws IOException when the system lacks the room or the permission
     */
    ByteBuffer map(long offset, long length) throws IOException {
        return file.map(offset, length);
    }

    @Override
    public void close() {
        close(file, unpacked);
    }

    private static void close(@Nullable SteadyFile file, @Nullable Gunzipped unpacked) {
        if (file != null) {
            file.close();
        }
        if (unpacked != null) {
            unpacked.close();
        }
    }
}
