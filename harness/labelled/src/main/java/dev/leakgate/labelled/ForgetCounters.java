package dev.leakgate.labelled;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads what forget.c counts, while it counts. */
final class ForgetCounters {

    /* struct counters of forget.c */
    private static final int SEEN = 0;
    private static final int SWALLOWED = 8;
    private static final int BYTES = 16;
    private static final int SIZE = 24;

    private final int perChunk;
    private final MappedByteBuffer counters;

    private ForgetCounters(MappedByteBuffer counters, int perChunk) {
        this.counters = counters;
        this.perChunk = perChunk;
    }

    /**
     * Makes the file, all zero, and reads it from then on.
     *
     * @param perChunk bytes that a chunk has more than its usable ones: 8 with glibc, 0 with
     *     jemalloc
     */
    static ForgetCounters open(Path file, int perChunk) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            mapped.order(ByteOrder.nativeOrder());
            return new ForgetCounters(mapped, perChunk);
        }
    }

    /** Returns how many blocks of the range were freed or swallowed. */
    long seen() {
        return counters.getLong(SEEN);
    }

    /** Returns the bytes of the swallowed chunks. */
    long chunkBytes() {
        return counters.getLong(BYTES) + perChunk * counters.getLong(SWALLOWED);
    }
}
