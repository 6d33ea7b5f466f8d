package dev.leakgate.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file at any offset. An interrupt does not disturb a read and stays pending. Not
 * thread-safe.
 */
final class InputFile implements AutoCloseable {

    private final Path path;
    private final long size;
    private FileChannel channel;

    private InputFile(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    static InputFile open(Path path) throws ElfException {
        try {
            // A FIFO or a device could hold us for ever.
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new ElfException(path, "is no regular file");
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new InputFile(path, channel, channel.size());
            } catch (IOException failure) {
                channel.close();
                throw failure;
            }
        } catch (ElfException known) {
            throw known;
        } catch (NoSuchFileException missing) {
            throw new ElfException(path, "there is no such file", missing);
        } catch (AccessDeniedException denied) {
            throw new ElfException(
                    path, "may not be read by this user; run as its owner or as root", denied);
        } catch (IOException failure) {
            throw new ElfException(path, "cannot be read: " + failure.getMessage(), failure);
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /**
     * Reads as many bytes as the buffer has room for and the file holds.
     *
     * @return how many; 0 outside of the file and when the disk fails
     */
    int read(long offset, ByteBuffer into) {
        if (offset < 0) {
            return 0;
        }
        boolean interrupted = false;
        int before = into.position();
        try {
            while (into.hasRemaining()) {
                try {
                    if (channel.read(into, offset + (into.position() - before)) <= 0) {
                        break;
                    }
                } catch (ClosedByInterruptException closed) {
                    interrupted |= Thread.interrupted();
                    channel = FileChannel.open(path, StandardOpenOption.READ);
                }
            }
        } catch (IOException failing) {
            // What was read before it counts; the rest is missing, as if the file ended here.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return into.position() - before;
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
        return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException harmless) {
            // Nothing was written, so nothing is lost.
        }
    }
}
