package dev.leakgate.image;

import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Gives fast random access to the memory of an image: reading a word costs a search and no system
 * call.
 *
 * <p>A core is mapped as it lies there. Of any other image all memory that is the process's own
 * (writable, or a module's data that became read-only) is copied to a temporary file, which has no
 * name any more, and that is mapped; so what is read twice is the same, even of a process that
 * runs. Neither is anonymous memory of ours: what is not looked at need not be resident. What is in
 * no span, such as code, is read from the image.
 *
 * <p>Hot loops ask for a span and its {@linkplain #bytes bytes}. Not thread-safe.
 */
public final class FrozenMemory implements Memory {

    private final Image image;
    private final int word;
    private final long[] starts;
    private final long[] ends;
    private final ByteBuffer[] views;
    private final ByteBuffer single = ByteBuffer.allocate(Long.BYTES);
    private int last;

    private FrozenMemory(Image image, MappedSpans spans) {
        this.image = image;
        word = image.wordSize().bytes();
        starts = spans.starts();
        views = spans.views();
        ends = new long[starts.length];
        for (int i = 0; i < starts.length; i++) {
            ends[i] = starts[i] + views[i].limit();
        }
    }

    /**
     * Maps the memory of an image, which must stay open as long as this is used.
     *
     * @throws IOException when there is no room for the copy, or a file cannot be mapped; the
     *     message says which
     */
    public static FrozenMemory of(Image image) throws IOException {
        MappedSpans spans = new MappedSpans();
        if (image instanceof CoreImage core) {
            core.addTo(spans);
        } else {
            MemoryFile.copy(image, spans);
        }
        return new FrozenMemory(image, spans);
    }

    /** Gives the image. */
    public Image image() {
        return image;
    }

    /** Gives the width of an address. */
    public WordSize wordSize() {
        return image.wordSize();
    }

    /** Gives the number of spans, which are in unsigned order of their addresses. */
    public int spans() {
        return starts.length;
    }

    /** Gives the first address of a span. */
    public long start(int span) {
        return starts[span];
    }

    /** Gives the address behind the last one of a span. */
    public long end(int span) {
        return ends[span];
    }

    /**
     * Gives the bytes of a span, little-endian: that of an address is at {@code address −
     * start(span)}. To be read by absolute positions only.
     */
    public ByteBuffer bytes(int span) {
        return views[span];
    }

    /** Finds the span that has an address; −1 when none has. */
    public int spanAt(long address) {
        int span = spanFrom(address);
        return span < starts.length && Long.compareUnsigned(starts[span], address) <= 0 ? span : -1;
    }

    /** Finds the first span that ends behind an address; {@link #spans} when none does. */
    public int spanFrom(long address) {
        if (last < starts.length
                && Long.compareUnsigned(address, starts[last]) >= 0
                && Long.compareUnsigned(address, ends[last]) < 0) {
            return last;
        }
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(ends[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        last = low;
        return low;
    }

    /** Reads a pointer; 0 where there is no memory. */
    public long word(long address) {
        int span = spanAt(address);
        if (span >= 0 && ends[span] - address >= word) {
            int at = (int) (address - starts[span]);
            return word == Long.BYTES
                    ? views[span].getLong(at)
                    : Integer.toUnsignedLong(views[span].getInt(at));
        }
        single.clear().limit(word);
        if (read(address, single) != word) {
            return 0;
        }
        long value = 0;
        for (int i = word - 1; i >= 0; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(single.get(i));
        }
        return value;
    }

    @Override
    public int read(long address, ByteBuffer into) {
        int before = into.position();
        while (into.hasRemaining()) {
            long at = address + (into.position() - before);
            int span = spanAt(at);
            if (span < 0) {
                return into.position() - before + readOther(at, into);
            }
            int length = (int) Math.min(into.remaining(), ends[span] - at);
            into.put(into.position(), views[span], (int) (at - starts[span]), length);
            into.position(into.position() + length);
        }
        return into.position() - before;
    }

    /** Up to the next span, where the copy holds what the image may no longer. */
    private int readOther(long address, ByteBuffer into) {
        int next = spanFrom(address);
        int limit = into.limit();
        if (next < starts.length && starts[next] - address < into.remaining()) {
            into.limit(into.position() + (int) (starts[next] - address));
        }
        int wanted = into.remaining();
        int read = image.read(address, into);
        into.limit(limit);
        return read == wanted && into.hasRemaining() ? read + read(address + read, into) : read;
    }

    /** Says what is shown. */
    @Override
    public String toString() {
        return image.description();
    }
}
