package dev.leakgate.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells which pages a process has of its own, from {@code /proc/PID/pagemap}: those that it wrote
 * to, and not those that would be read from a file or are zeros yet. Not thread-safe.
 *
 * <p>Most of a stack was never touched, and each page of that has an entry too, all alike: equal
 * entries are passed over by the vector, and long stretches without a page of its own are
 * remembered, since whoever asks for them asks twice.
 */
public final class ProcPagemap implements OwnPages {

    /* Documentation/admin-guide/mm/pagemap.rst */
    private static final long PRESENT = 1L << 63;
    private static final long SWAPPED = 1L << 62;
    private static final long OF_FILE = 1L << 61;

    private static final int PAGE_BITS = 12;
    private static final int ENTRIES = 1 << 13;

    /** What a page table covers: shorter stretches are found again as fast as remembered. */
    private static final int LONG_STRETCH = 512;

    private static final int MOST_STRETCHES = 1 << 16;

    private final FileChannel file;
    private final ByteBuffer window =
            ByteBuffer.allocateDirect(ENTRIES * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer here = window.duplicate();
    private final ByteBuffer behind = window.duplicate();
    private final TreeMap<Long, Long> stretches = new TreeMap<>();
    private long windowPage;
    private int windowLength;

    private ProcPagemap(FileChannel file) {
        this.file = file;
    }

    /** Begins to look at a process; empty when it has gone or the kernel does not tell. */
    public static Optional<ProcPagemap> open(int pid) {
        Path path = Path.of("/proc", Integer.toString(pid), "pagemap");
        try {
            return Optional.of(new ProcPagemap(FileChannel.open(path, StandardOpenOption.READ)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public long nextOwn(long address, long end) {
        return next(address, end, true);
    }

    @Override
    public long nextOther(long address, long end) {
        return next(address, end, false);
    }

    private long next(long address, long end, boolean own) {
        long first = address >>> PAGE_BITS;
        long last = (end + (1 << PAGE_BITS) - 1) >>> PAGE_BITS;
        long page = own ? behindStretch(first) : first;
        while (page < last) {
            if (page < windowPage || page >= windowPage + windowLength) {
                fill(page);
                if (windowLength == 0) {
                    // Not told: as a page of its own, it is read and found out.
                    return own ? Math.max(address, page << PAGE_BITS) : end;
                }
            }
            int to = (int) Math.min(windowLength, last - windowPage);
            int i = (int) (page - windowPage);
            while (i < to && isOwn(i) != own) {
                i = behindEqual(i, to);
            }
            page = windowPage + i;
            if (i < to) {
                break;
            }
        }
        page = Math.min(page, last);
        if (own && page - first >= LONG_STRETCH && stretches.size() < MOST_STRETCHES) {
            stretches.put(first, page);
        }
        return page == last ? end : Math.max(address, page << PAGE_BITS);
    }

    private long behindStretch(long page) {
        Map.Entry<Long, Long> stretch = stretches.floorEntry(page);
        return stretch == null ? page : Math.max(page, stretch.getValue());
    }

    private boolean isOwn(int entry) {
        long bits = window.getLong(entry * Long.BYTES);
        return (bits & (PRESENT | SWAPPED)) != 0 && (bits & OF_FILE) == 0;
    }

    /** Returns the first entry behind one that differs from it, at most {@code to}. */
    private int behindEqual(int entry, int to) {
        int next = entry + 1;
        if (next >= to || window.getLong(entry * Long.BYTES) != window.getLong(next * Long.BYTES)) {
            return next;
        }
        here.limit(to * Long.BYTES).position(entry * Long.BYTES);
        behind.limit(to * Long.BYTES).position(next * Long.BYTES);
        int same = here.mismatch(behind);
        // Where the shorter one ends, all were equal.
        return Math.min(to, next + same / Long.BYTES);
    }

    private void fill(long page) {
        windowPage = page;
        window.clear();
        try {
            while (window.hasRemaining()
                    && file.read(window, page * Long.BYTES + window.position()) > 0) {
                // A process's pagemap ends with its address space.
            }
        } catch (IOException gone) {
            // What was read counts.
        }
        windowLength = window.position() / Long.BYTES;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException harmless) {
            // Nothing was written, so nothing is lost.
        }
    }
}
