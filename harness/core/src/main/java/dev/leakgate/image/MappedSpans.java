package dev.leakgate.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a file that holds a process's memory into views, each of one range of addresses.
 *
 * <p>The file is mapped in windows that overlap, so that few mappings serve a core of 60,000
 * segments, and every range of at most half a window lies in one.
 */
final class MappedSpans {

    private static final long PAGE = 4096;
    private static final long LARGEST_SPAN = 512L << 20;
    private static final long WINDOW = 2 * LARGEST_SPAN;

    /** Maps a piece of the file. */
    interface Mapper {
        ByteBuffer map(long offset, long length) throws IOException;
    }

    private final Map<Long, ByteBuffer> windows = new HashMap<>();
    private final List<Long> starts = new ArrayList<>();
    private final List<ByteBuffer> views = new ArrayList<>();

    /**
     * Adds a range.
     *
     * @param start its first address; ranges are added in unsigned order and do not overlap
     * @param length in bytes, all within the file
     * @param offset of its first byte in the file
     * @param size of the file
     */
    void add(long start, long length, long offset, Mapper mapper, long size) throws IOException {
        long done = 0;
        while (done < length) {
            // Split at a page's begin, so that no word lies on both sides.
            long most = LARGEST_SPAN - (start + done & PAGE - 1);
            int piece = (int) Math.min(length - done, most);
            long number = (offset + done) / LARGEST_SPAN;
            ByteBuffer window = windows.get(number);
            if (window == null) {
                long begin = number * LARGEST_SPAN;
                window = mapper.map(begin, Math.min(WINDOW, size - begin));
                windows.put(number, window);
            }
            int at = (int) (offset + done - number * LARGEST_SPAN);
            starts.add(start + done);
            views.add(window.slice(at, piece).order(ByteOrder.LITTLE_ENDIAN));
            done += piece;
        }
    }

    long[] starts() {
        return starts.stream().mapToLong(Long::longValue).toArray();
    }

    ByteBuffer[] views() {
        return views.toArray(ByteBuffer[]::new);
    }
}
