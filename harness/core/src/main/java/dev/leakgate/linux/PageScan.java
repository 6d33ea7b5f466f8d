package dev.leakgate.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the resident pages of a range of a process without stalling it: PAGEMAP_SCAN on {@code
 * /proc/PID/pagemap}, in steps of bounded size, since the kernel holds the process's mapping lock
 * for each. Linux 6.7 and later (Documentation/admin-guide/mm/pagemap.rst).
 *
 * <p>Not thread-safe.
 */
public final class PageScan implements AutoCloseable {

    /** System property: {@code false} makes this kernel one without PAGEMAP_SCAN. */
    public static final String PROPERTY = "leakgate.pagemapScan";

    /* Pages that one step may find: 16 MiB, about 70 µs of the lock at 4.3 ms per GB. */
    private static final long PAGES_PER_STEP = 4096;

    /* linux/fs.h: _IOWR('f', 16, struct pm_scan_arg) */
    private static final long PAGEMAP_SCAN = 0xC0606610L;
    private static final int ARG_SIZE = 96;
    private static final int START = 16;
    private static final int END = 24;
    private static final int WALK_END = 32;
    private static final int VEC = 40;
    private static final int VEC_LEN = 48;
    private static final int MAX_PAGES = 56;
    private static final int CATEGORY_INVERTED = 64;
    private static final int CATEGORY_MASK = 72;
    private static final int CATEGORY_ANYOF_MASK = 80;
    private static final int RETURN_MASK = 88;
    private static final long PAGE_IS_FILE = 1 << 2;
    private static final long PAGE_IS_PRESENT = 1 << 3;
    private static final long PAGE_IS_SWAPPED = 1 << 4;
    private static final long PAGE_IS_PFNZERO = 1 << 5;

    /* struct page_region: start, end, categories */
    private static final int REGION_SIZE = 24;
    private static final int REGIONS = 1024;

    private static final int O_RDONLY_CLOEXEC = 02000000; /* fcntl.h */

    private final int pid;
    private final int fd;
    private final Memory argument = new Memory(ARG_SIZE);
    private final Memory regions = new Memory((long) REGION_SIZE * REGIONS);

    private PageScan(int pid, int fd) {
        this.pid = pid;
        this.fd = fd;
        argument.clear();
        argument.setLong(0, ARG_SIZE);
        argument.setPointer(VEC, regions);
        argument.setLong(VEC_LEN, REGIONS);
        argument.setLong(MAX_PAGES, PAGES_PER_STEP);
    }

    /** Tells whether this kernel can scan, by a look at ourselves. */
    public static boolean supported() {
        if (!Boolean.parseBoolean(System.getProperty(PROPERTY, "true"))) {
            return false;
        }
        Optional<PageScan> self = open((int) ProcessHandle.current().pid());
        if (self.isEmpty()) {
            return false;
        }
        try (PageScan scan = self.get()) {
            return scan.residentBytes(0, 1 << 16, false, () -> false).isPresent();
        } catch (KernelException unsupported) {
            return false;
        }
    }

    /** Begins to look at a process; empty when it ended or may not be looked at. */
    public static Optional<PageScan> open(int pid) {
        int fd = LibC.open("/proc/" + pid + "/pagemap", O_RDONLY_CLOEXEC);
        return fd < 0 ? Optional.empty() : Optional.of(new PageScan(pid, fd));
    }

    /** Tells between two steps whether to give up. */
    @FunctionalInterface
    public interface Stop {
        /** Returns true to end the scan. */
        boolean now();
    }

    /**
     * Counts the bytes of the pages that are present and are not the zero page.
     *
     * @param start first address, a multiple of a page
     * @param end address behind the last
     * @param swappedToo whether those in swap count too, which costs three times as much
     * @return empty when it was stopped
     * @throws KernelException when the kernel cannot scan, or the process ended
     */
    public OptionalLong residentBytes(long start, long end, boolean swappedToo, Stop stop) {
        return count(start, end, PAGE_IS_PFNZERO, swappedToo, stop);
    }

    /**
     * Counts the bytes of the pages among those that are anonymous, as smaps does in {@code
     * Anonymous}: neither a file's nor shared. Costs up to three times as much, since the kernel
     * looks at what each page is, but needs nobody to know what is mapped where.
     *
     * @see #residentBytes
     */
    public OptionalLong anonymousBytes(long start, long end, boolean swappedToo, Stop stop) {
        return count(start, end, PAGE_IS_PFNZERO | PAGE_IS_FILE, swappedToo, stop);
    }

    private OptionalLong count(long start, long end, long noneOf, boolean swappedToo, Stop stop) {
        argument.setLong(CATEGORY_INVERTED, noneOf);
        argument.setLong(CATEGORY_MASK, noneOf | (swappedToo ? 0 : PAGE_IS_PRESENT));
        argument.setLong(CATEGORY_ANYOF_MASK, swappedToo ? PAGE_IS_PRESENT | PAGE_IS_SWAPPED : 0);
        argument.setLong(RETURN_MASK, PAGE_IS_PRESENT);
        argument.setLong(END, end);
        long bytes = 0;
        long at = start;
        while (at < end) {
            if (stop.now()) {
                return OptionalLong.empty();
            }
            argument.setLong(START, at);
            int found = LibC.ioctl(fd, PAGEMAP_SCAN, argument);
            if (found < 0) {
                throw new KernelException(
                        "PAGEMAP_SCAN", "process " + pid, Native.getLastError(), "use smaps there");
            }
            for (int i = 0; i < found; i++) {
                long region = (long) i * REGION_SIZE;
                bytes += regions.getLong(region + 8) - regions.getLong(region);
            }
            long next = argument.getLong(WALK_END);
            if (next <= at) {
                break;
            }
            at = next;
        }
        return OptionalLong.of(bytes);
    }

    @Override
    public void close() {
        LibC.close(fd);
        argument.close();
        regions.close();
    }
}
