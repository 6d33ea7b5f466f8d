package dev.leakgate.image;

import dev.leakgate.elf.ElfFile;
import dev.leakgate.elf.Segment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where a core holds the bytes of an address. A read is one binary search and one positioned
 * read for each segment that it crosses; nothing is allocated.
 */
final class CoreMemory {

    private final ElfFile core;

    /* By address, unsigned, without overlap. */
    private final long[] starts;
    private final long[] ends;
    private final long[] storedEnds;
    private final long[] offsets;
    private int count;
    private long missing;
    private long firstMissing;
    private long expectedSize;

    CoreMemory(ElfFile core) {
        this.core = core;
        List<Segment> loads = new ArrayList<>();
        for (Segment segment : core.segments()) {
            if (segment.isLoad() && segment.memorySize() != 0) {
                loads.add(segment);
            }
            noteEnd(segment);
        }
        loads.sort((one, other) -> Long.compareUnsigned(one.address(), other.address()));
        starts = new long[loads.size()];
        ends = new long[loads.size()];
        storedEnds = new long[loads.size()];
        offsets = new long[loads.size()];
        loads.forEach(this::add);
    }

    private void noteEnd(Segment segment) {
        long end = segment.offset() + segment.fileSize();
        if (segment.offset() >= 0 && segment.fileSize() >= 0 && end > expectedSize) {
            expectedSize = end;
        }
    }

    private void add(Segment segment) {
        long start = segment.address();
        long end = segment.end();
        long offset = segment.offset();
        if (Long.compareUnsigned(end, start) <= 0) {
            return; // wraps around the end of the address space
        }
        long stored = Math.min(segment.fileSize(), segment.memorySize());
        if (Long.compareUnsigned(segment.fileSize(), segment.memorySize()) > 0) {
            stored = segment.memorySize();
        }
        long there = offset < 0 || offset > core.size() ? 0 : core.size() - offset;
        if (stored < 0 || stored > there) {
            if (missing == 0) {
                firstMissing = start + there;
            }
            missing += stored < 0 ? 0 : stored - there;
            stored = there;
        }
        long storedEnd = start + stored;
        if (count > 0 && Long.compareUnsigned(start, ends[count - 1]) < 0) {
            long overlap = ends[count - 1] - start;
            start = ends[count - 1];
            offset += overlap;
            if (Long.compareUnsigned(end, start) <= 0) {
                return;
            }
            storedEnd = Long.compareUnsigned(storedEnd, start) < 0 ? start : storedEnd;
        }
        starts[count] = start;
        ends[count] = end;
        storedEnds[count] = storedEnd;
        offsets[count++] = offset;
    }

    /** Gives the number of bytes that the file should hold and does not, for it ends too early. */
    long missing() {
        return missing;
    }

    /** Gives the lowest address whose bytes should be there and are not. */
    long firstMissing() {
        return firstMissing;
    }

    /** Gives the size that the file would have were it whole. */
    long expectedSize() {
        return expectedSize;
    }

    /** Gives the number of segments; each is known by an index below it, in order of addresses. */
    int count() {
        return count;
    }

    long start(int index) {
        return starts[index];
    }

    long end(int index) {
        return ends[index];
    }

    /** Gives the address behind the last byte that the file holds of a segment. */
    long storedEnd(int index) {
        return storedEnds[index];
    }

    /** Gives where in the file the bytes of a segment begin. */
    long offset(int index) {
        return offsets[index];
    }

    /** Gives the segment that begins at or below an address; −1 when there is none. */
    int at(long address) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(starts[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Reads what the file holds from an address on, up to the end of its segment. */
    int read(long address, ByteBuffer into) {
        int index = at(address);
        if (index < 0 || Long.compareUnsigned(address, storedEnds[index]) >= 0) {
            return 0;
        }
        int limit = into.limit();
        long there = storedEnds[index] - address;
        if (there < into.remaining()) {
            into.limit(into.position() + (int) there);
        }
        int read = core.read(offsets[index] + (address - starts[index]), into);
        into.limit(limit);
        return read;
    }

    /** Reads what the file holds from an address on, across segments. */
    int readAll(long address, ByteBuffer into) {
        int before = into.position();
        while (into.hasRemaining() && read(address + into.position() - before, into) > 0) {
            // Goes on in the next segment.
        }
        return into.position() - before;
    }

    /** Finds the next byte that the file holds, from an address up to an end. */
    long nextStored(long address, long end) {
        int index = at(address);
        if (index >= 0 && Long.compareUnsigned(address, storedEnds[index]) < 0) {
            return address;
        }
        for (int next = index + 1; next < count; next++) {
            if (Long.compareUnsigned(starts[next], end) >= 0) {
                break;
            }
            if (storedEnds[next] != starts[next]) {
                return starts[next];
            }
        }
        return end;
    }

    /** Finds the first byte behind a stored one that the file does not hold, at most an end. */
    long nextMissing(long address, long end) {
        long at = address;
        int index = at(address);
        while (index >= 0
                && index < count
                && Long.compareUnsigned(starts[index], at) <= 0
                && Long.compareUnsigned(storedEnds[index], at) > 0) {
            at = storedEnds[index++];
            if (Long.compareUnsigned(at, end) >= 0) {
                return end;
            }
        }
        return at;
    }
}
