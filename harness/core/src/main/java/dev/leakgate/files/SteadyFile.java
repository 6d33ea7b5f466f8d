package dev.leakgate.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file at any offset. An interrupt, which closes a channel, does not disturb a read and
 * stays pending. Not thread-safe.
 */
public final class SteadyFile implements AutoCloseable {

    private final Path path;
    private FileChannel channel;

    private SteadyFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens a file. */
    public static SteadyFile open(Path path) throws IOException {
        return new SteadyFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    /** Returns its size in bytes. */
    public long size() throws IOException {
        return channel.size();
    }

    /**
     * Reads as many bytes as the buffer has room for, and moves its position behind them.
     *
     * @return how many bytes were read: fewer than there was room for at the edge of a hole or at
     *     the end, 0 in a hole, outside of the file, at negative offsets, and when the disk fails
     */
    public int read(long offset, ByteBuffer into) {
        boolean interrupted = false;
        int before = into.position();
        try {
            while (into.hasRemaining()) {
                try {
                    long at = offset + (into.position() - before);
                    if (at < 0 || channel.read(into, at) <= 0) {
                        break;
                    }
                } catch (ClosedByInterruptException closed) {
                    interrupted |= Thread.interrupted();
                    channel = FileChannel.open(path, StandardOpenOption.READ);
                }
            }
        } catch (IOException hole) {
            // What was read before it counts; the rest is missing, as if the file ended here.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return into.position() - before;
    }

    /**
     * Maps a piece of the file, which stays readable when this is closed.
     *
     * @throws IOException when the system lacks the room or the permission
     */
    public ByteBuffer map(long offset, long length) throws IOException {
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
