package dev.leakgate.image;

import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

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
 * <p>Hot loops ask for a span and its {@linkplain #longs words}, several threads at once after
 * {@link #makeViews}. All else is not thread-safe.
 */
public final class FrozenMemory implements Memory {

    private final Image image;
    private final int word;
    private final long[] starts;
    private final long[] ends;
    private final ByteBuffer[] views;
    private final @Nullable LongBuffer[] longs;
    private final @Nullable IntBuffer[] ints;
    private final ByteBuffer single = ByteBuffer.allocate(Long.BYTES);
    private int last;

    private FrozenMemory(Image image, MappedSpans spans) {
        this.image = image;
        word = image.wordSize().bytes();
        starts = spans.starts();
        views = spans.views();
        longs = new LongBuffer[word == Long.BYTES ? views.length : 0];
        ints = new IntBuffer[word == Long.BYTES ? 0 : views.length];
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

    /** Gives the first address of a span at which a word can be: a multiple of its size. */
    public long firstWord(int span) {
        return (starts[span] + word - 1) & -word;
    }

    /** Gives the words of a span of a 64-bit process, from {@link #firstWord} on. */
    public LongBuffer longs(int span) {
        LongBuffer view = longs[span];
        if (view == null) {
            view = fromFirstWord(span).asLongBuffer();
            longs[span] = view;
        }
        return view;
    }

    /** Gives the words of a span of a 32-bit process, from {@link #firstWord} on. */
    public IntBuffer ints(int span) {
        IntBuffer view = ints[span];
        if (view == null) {
            view = fromFirstWord(span).asIntBuffer();
            ints[span] = view;
        }
        return view;
    }

    /** Makes all views of words, so that several threads may ask for spans and views at once. */
    public void makeViews() {
        for (int span = 0; span < starts.length; span++) {
            if (word == Long.BYTES) {
                longs(span);
            } else {
                ints(span);
            }
        }
    }

    private ByteBuffer fromFirstWord(int span) {
        ByteBuffer bytes = views[span];
        int skipped = (int) Math.min(firstWord(span) - starts[span], bytes.limit());
        return bytes.slice(skipped, bytes.limit() - skipped).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Finds the span that has an address; −1 when none has. */
    public int spanAt(long address) {
        int span = spanFrom(address);
        return span < starts.length && Long.compareUnsigned(starts[span], address) <= 0 ? span : -1;
    }

    /** Finds the first span that ends behind an address; {@link #spans} when none does. */
    public int spanFrom(long address) {
        // Read once: of several threads that share it, each gets a hint of some other's.
        int hint = last;
        if (hint < starts.length
                && Long.compareUnsigned(address, starts[hint]) >= 0
                && Long.compareUnsigned(address, ends[hint]) < 0) {
            return hint;
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

    /** Allocates nothing where a span has them all. */
    @Override
    public boolean has(long address, byte[] bytes) {
        int span = spanAt(address);
        if (span < 0 || ends[span] - address < bytes.length) {
            return Memory.super.has(address, bytes);
        }
        int at = (int) (address - starts[span]);
        for (int i = 0; i < bytes.length; i++) {
            if (views[span].get(at + i) != bytes[i]) {
                return false;
            }
        }
        return true;
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
