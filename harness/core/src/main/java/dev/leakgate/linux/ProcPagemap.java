package dev.leakgate.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Tells which pages a process has of its own, from {@code /proc/PID/pagemap}: those that it wrote
 * to, and not those that would be read from a file or are zeros yet. Not thread-safe.
 */
public final class ProcPagemap implements OwnPages {

    /* Documentation/admin-guide/mm/pagemap.rst */
    private static final long PRESENT = 1L << 63;
    private static final long SWAPPED = 1L << 62;
    private static final long OF_FILE = 1L << 61;

    private static final int PAGE_BITS = 12;
    private static final int ENTRIES = 1 << 13;

    private final FileChannel file;
    private final ByteBuffer window =
            ByteBuffer.allocateDirect(ENTRIES * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
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
        long page = address >>> PAGE_BITS;
        long last = (end + (1 << PAGE_BITS) - 1) >>> PAGE_BITS;
        while (page < last) {
            if (page < windowPage || page >= windowPage + windowLength) {
                fill(page);
                if (windowLength == 0) {
                    // Not told: as a page of its own, it is read and found out.
                    return own ? address : end;
                }
            }
            int to = (int) Math.min(windowLength, last - windowPage);
            for (int i = (int) (page - windowPage); i < to; i++) {
                long entry = window.getLong(i * Long.BYTES);
                boolean isOwn = (entry & (PRESENT | SWAPPED)) != 0 && (entry & OF_FILE) == 0;
                if (isOwn == own) {
                    return Math.max(address, (windowPage + i) << PAGE_BITS);
                }
            }
            page = windowPage + to;
        }
        return end;
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
