package dev.leakgate.linux;

import dev.leakgate.units.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Keeps ranges of memory in a temporary file that goes with this; holes in it are zeros. */
final class CopiedRanges implements Memory, OwnPages {

    private record Range(long start, long end, long place) {}

    private final FileChannel file;
    private final NavigableMap<Long, Range> ranges = new TreeMap<>(Long::compareUnsigned);
    private long length;

    private CopiedRanges(FileChannel file) {
        this.file = file;
    }

    static CopiedRanges inTemporaryFile() throws IOException {
        Path path =
                Files.createTempFile(
                        "leakgate",
                        ".memory",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return new CopiedRanges(
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Makes room for a range, and gives its place in the file. */
    long add(long start, long end) throws IOException {
        long place = length;
        ranges.put(start, new Range(start, end, place));
        length += end - start;
        // Makes the holes readable as zeros.
        file.write(ByteBuffer.allocate(1), length - 1);
        return place;
    }

    /** Writes all that remains in a buffer, and gives how much that was. */
    int write(long place, ByteBuffer bytes) throws IOException {
        int before = bytes.remaining();
        while (bytes.hasRemaining()) {
            file.write(bytes, place + before - bytes.remaining());
        }
        return before;
    }

    @Override
    public long nextOwn(long address, long end) {
        var below = ranges.floorEntry(address);
        if (below != null && Long.compareUnsigned(address, below.getValue().end()) < 0) {
            return address;
        }
        Long next = ranges.higherKey(address);
        return next == null || Long.compareUnsigned(next, end) > 0 ? end : next;
    }

    @Override
    public long nextOther(long address, long end) {
        var below = ranges.floorEntry(address);
        if (below == null || Long.compareUnsigned(address, below.getValue().end()) >= 0) {
            return address;
        }
        long limit = below.getValue().end();
        return Long.compareUnsigned(limit, end) > 0 ? end : limit;
    }

    @Override
    public int read(long address, ByteBuffer into) {
        int before = into.position();
        var entry = ranges.floorEntry(address);
        long at = address;
        while (into.hasRemaining() && entry != null) {
            Range range = entry.getValue();
            if (Long.compareUnsigned(at, range.end()) >= 0) {
                break;
            }
            int limit = into.limit();
            into.limit((int) Math.min(limit, into.position() + range.end() - at));
            try {
                while (into.hasRemaining()) {
                    int read = file.read(into, range.place() + at - range.start());
                    if (read <= 0) {
                        break;
                    }
                    at += read;
                }
            } catch (IOException unreadable) {
                break;
            } finally {
                into.limit(limit);
            }
            entry = ranges.floorEntry(at);
        }
        return into.position() - before;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException harmless) {
            // It is deleted all the same when this JVM ends.
        }
    }
}
