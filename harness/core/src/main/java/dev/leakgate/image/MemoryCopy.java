package dev.leakgate.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Copies memory into a core, and leaves holes for pages of zeros. A page costs one comparison,
 * which ends at its first byte that is not zero. One buffer is written while the other is read:
 * both are copies that the kernel makes, and take about as long.
 */
final class MemoryCopy implements AutoCloseable {

    private static final int BUFFER = 1 << 20;

    /* Fits the second cache; ext4 took three times as long for writes of 4 MiB (Linux 6.18). */
    private static final int WRITTEN_AT_ONCE = 256 << 10;

    private static final Future<Long> NOTHING = CompletableFuture.completedFuture(0L);

    private final Image image;
    private final CoreOutput output;
    private final int pageSize;
    private final ByteBuffer zeros;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "leakgate-core-writer");
                        thread.setDaemon(true);
                        return thread;
                    });
    private ByteBuffer reading = ByteBuffer.allocateDirect(BUFFER);
    private ByteBuffer writing = ByteBuffer.allocateDirect(BUFFER);
    private Future<Long> written = NOTHING;
    private long copied;
    private long unreadable;

    MemoryCopy(Image image, CoreOutput output, int pageSize) {
        this.image = image;
        this.output = output;
        this.pageSize = pageSize;
        zeros = ByteBuffer.allocateDirect(pageSize);
    }

    /**
     * Copies a range of one mapping.
     *
     * @param untouchedIsZero whether pages that nobody touched are zeros; else they are a file's
     */
    void copy(long start, long end, boolean untouchedIsZero) throws IOException {
        long at = start;
        while (Long.compareUnsigned(at, end) < 0) {
            long data = untouchedIsZero ? image.nextData(at, end) : at;
            skip(data - at);
            at = data;
            if (data != end) {
                at = untouchedIsZero ? image.nextHole(data, end) : end;
                copyAll(data, at);
            }
        }
        awaitWritten();
    }

    private void copyAll(long start, long end) throws IOException {
        long at = start;
        while (Long.compareUnsigned(at, end) < 0) {
            reading.clear();
            if (end - at < BUFFER) {
                reading.limit((int) (end - at));
            }
            int read = image.read(at, reading);
            if (read == 0) {
                long page = Math.min(pageSize - (at & (pageSize - 1)), end - at);
                unreadable += page;
                skip(page);
                at += page;
            } else {
                at += read;
                write(read, at == end);
            }
        }
    }

    private void skip(long count) throws IOException {
        if (count > 0) {
            awaitWritten();
            output.skip(count);
        }
    }

    /**
     * Has the buffer written that was read into, and takes the other one to read into; the last one
     * of a range at once, so that small ranges need no other thread and none is left unwritten.
     */
    private void write(int filled, boolean last) throws IOException {
        awaitWritten();
        ByteBuffer full = reading;
        if (last) {
            copied += flush(full, filled);
            return;
        }
        reading = writing;
        writing = full;
        written = writer.submit(() -> flush(full, filled));
    }

    private void awaitWritten() throws IOException {
        try {
            copied += written.get();
            written = NOTHING;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Gives how many bytes were no zeros. */
    private long flush(ByteBuffer buffer, int filled) throws IOException {
        long kept = 0;
        int at = 0;
        while (at < filled) {
            int from = at;
            while (at < filled && isZero(buffer, at, filled)) {
                at = Math.min(filled, at + pageSize);
            }
            output.skip(at - from);
            from = at;
            int most = Math.min(filled, from + WRITTEN_AT_ONCE);
            while (at < most && !isZero(buffer, at, filled)) {
                at = Math.min(filled, at + pageSize);
            }
            buffer.limit(at).position(from);
            kept += at - from;
            output.write(buffer);
        }
        return kept;
    }

    private boolean isZero(ByteBuffer buffer, int at, int filled) {
        int size = Math.min(pageSize, filled - at);
        zeros.limit(size);
        buffer.limit(at + size).position(at);
        return buffer.mismatch(zeros) < 0;
    }

    /** Gives the number of bytes written; holes do not count. */
    long copied() {
        return copied;
    }

    /** Lets the other thread end; what it writes just now is to be thrown away, or is awaited. */
    @Override
    public void close() {
        writer.shutdown();
        boolean ended = false;
        boolean interrupted = false;
        while (!ended) {
            try {
                ended = writer.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the number of bytes that the image could not give. */
    long unreadable() {
        return unreadable;
    }
}
