package dev.leakgate.recording;

import dev.leakgate.linux.MappingEntry;
import dev.leakgate.linux.MappingSink;
import java.util.Arrays;

/**
 * Divides the address space of a process into steps that the kernel can scan without holding the
 * mapping lock for long, used again for each listing.
 *
 * <p>A step begins where the one before it ended, so that what is mapped later lies in a step too.
 * Only large mappings of files and of shared memory are left out.
 */
final class AddressSteps implements MappingSink {

    /** About 60 µs of the lock, measured with 60,000 mappings. */
    static final int MOST_MAPPINGS = 256;

    /* Looking what each page is takes about 4 ns: for so much, as long as a system call. */
    private static final long SMALL = 1L << 20;

    private static final long LARGE = 16L << 20;

    /* No page of a file ends a step early as a found one does; so many take about 65 µs. */
    private static final long MOST_OF_FILES = 64L << 20;

    private enum Kind {
        ANONYMOUS,
        MIXED,
        LEFT_OUT
    }

    private int size;
    private int mappings;
    private int mappingsOfLast;
    private long bytesOfLast;
    private long[] end = new long[64];
    private Kind[] kind = new Kind[64];

    void clear() {
        size = 0;
        mappings = 0;
    }

    @Override
    public void mapping(MappingEntry entry) {
        mappings++;
        if (entry.end() < 0) {
            // vsyscall: no address of the process's own.
            return;
        }
        Kind what = kindOf(entry);
        if (what == Kind.LEFT_OUT) {
            coverUpTo(entry.start());
            add(entry.end(), what, entry.size());
        } else if (joinsLast(entry, what)) {
            end[size - 1] = entry.end();
            kind[size - 1] = what == Kind.MIXED ? what : kind[size - 1];
            mappingsOfLast++;
            bytesOfLast += entry.size();
        } else {
            addInPieces(entry, what);
        }
    }

    private static Kind kindOf(MappingEntry entry) {
        boolean file = entry.inode() != 0;
        if (entry.size() >= LARGE && (entry.shared() || (file && !entry.writable()))) {
            return Kind.LEFT_OUT;
        }
        // Beside [heap], [stack] and [anon:name] are the kernel's own: [vdso], [uprobes].
        String name = entry.name();
        boolean ofKernel =
                name.startsWith("[")
                        && !name.startsWith("[heap")
                        && !name.startsWith("[stack")
                        && !name.startsWith("[anon");
        return file || entry.shared() || ofKernel ? Kind.MIXED : Kind.ANONYMOUS;
    }

    private boolean joinsLast(MappingEntry entry, Kind what) {
        if (size == 0 || kind[size - 1] == Kind.LEFT_OUT || mappingsOfLast == MOST_MAPPINGS) {
            return false;
        }
        if (kind[size - 1] == Kind.ANONYMOUS) {
            return what == Kind.ANONYMOUS || bytesOfLast + entry.size() <= SMALL;
        }
        return what == Kind.MIXED
                ? bytesOfLast + entry.size() <= MOST_OF_FILES
                : entry.size() <= SMALL;
    }

    private void addInPieces(MappingEntry entry, Kind what) {
        long at = entry.start();
        while (what == Kind.MIXED && entry.end() - at > MOST_OF_FILES) {
            at += MOST_OF_FILES;
            add(at, what, MOST_OF_FILES);
        }
        add(entry.end(), what, entry.end() - at);
    }

    /** Lets what may yet be mapped before a mapping that is left out lie in a step. */
    private void coverUpTo(long address) {
        if (size > 0 && kind[size - 1] != Kind.LEFT_OUT) {
            end[size - 1] = address;
        } else if (address > (size == 0 ? 0 : end[size - 1])) {
            add(address, Kind.MIXED, 0);
        }
    }

    private void add(long upTo, Kind what, long bytes) {
        if (size == end.length) {
            end = Arrays.copyOf(end, size * 2);
            kind = Arrays.copyOf(kind, size * 2);
        }
        end[size] = upTo;
        kind[size] = what;
        size++;
        mappingsOfLast = 1;
        bytesOfLast = bytes;
    }

    /** Returns how many mappings were listed. */
    int mappings() {
        return mappings;
    }

    int size() {
        return size;
    }

    long start(int i) {
        return i == 0 ? 0 : end[i - 1];
    }

    long end(int i) {
        return end[i];
    }

    /** Tells whether only private anonymous memory was mapped there. */
    boolean anonymous(int i) {
        return kind[i] == Kind.ANONYMOUS;
    }

    boolean leftOut(int i) {
        return kind[i] == Kind.LEFT_OUT;
    }
}
