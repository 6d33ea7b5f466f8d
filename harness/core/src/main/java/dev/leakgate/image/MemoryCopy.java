package dev.leakgate.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Copies memory into a core, and leaves holes for pages of zeros. One buffer serves all; a page
 * costs one comparison, which ends at its first byte that is not zero.
 */
final class MemoryCopy {

    /* Fits the second cache; ext4 took three times as long for writes of 4 MiB (Linux 6.18). */
    private static final int BUFFER = 256 << 10;

    private final Image image;
    private final CoreOutput output;
    private final int pageSize;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer zeros;
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
            output.skip(data - at);
            at = data;
            if (data != end) {
                at = untouchedIsZero ? image.nextHole(data, end) : end;
                copyAll(data, at);
            }
        }
    }

    private void copyAll(long start, long end) throws IOException {
        long at = start;
        while (Long.compareUnsigned(at, end) < 0) {
            buffer.clear();
            if (end - at < BUFFER) {
                buffer.limit((int) (end - at));
            }
            int read = image.read(at, buffer);
            if (read == 0) {
                long page = Math.min(pageSize - (at & (pageSize - 1)), end - at);
                unreadable += page;
                output.skip(page);
                at += page;
            } else {
                flush(read);
                at += read;
            }
        }
    }

    private void flush(int filled) throws IOException {
        int at = 0;
        while (at < filled) {
            int from = at;
            while (at < filled && isZero(at, filled)) {
                at = Math.min(filled, at + pageSize);
            }
            output.skip(at - from);
            from = at;
            while (at < filled && !isZero(at, filled)) {
                at = Math.min(filled, at + pageSize);
            }
            buffer.limit(at).position(from);
            copied += at - from;
            output.write(buffer);
        }
    }

    private boolean isZero(int at, int filled) {
        int size = Math.min(pageSize, filled - at);
        zeros.limit(size);
        buffer.limit(at + size).position(at);
        return buffer.mismatch(zeros) < 0;
    }

    /** Gives the number of bytes written; holes do not count. */
    long copied() {
        return copied;
    }

    /** Gives the number of bytes that the image could not give. */
    long unreadable() {
        return unreadable;
    }
}
