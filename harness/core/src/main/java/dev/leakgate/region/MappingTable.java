package dev.leakgate.region;

import dev.leakgate.linux.MappingEntry;
import dev.leakgate.linux.MappingSink;
import dev.leakgate.linux.SmapsField;
import java.util.Arrays;

/**
 * Keeps the mappings of one process as columns, in order of address; used again for each snapshot.
 */
final class MappingTable implements MappingSink {

    private static final int WRITABLE = 1;
    private static final int EXECUTABLE = 2;
    private static final int SHARED = 4;
    private static final int ACCESSIBLE = 8;
    private static final int READABLE = 16;

    private int size;
    private long[] start = new long[256];
    private long[] end = new long[256];
    private byte[] flags = new byte[256];
    private long[] device = new long[256];
    private long[] inode = new long[256];
    private String[] name = new String[256];
    private long[] rss = new long[256];
    private long[] footprint = new long[256];

    void clear() {
        size = 0;
    }

    @Override
    public void mapping(MappingEntry entry) {
        if (size == start.length) {
            grow();
        }
        start[size] = entry.start();
        end[size] = entry.end();
        flags[size] = flags(entry.readable(), entry.writable(), entry.executable(), entry.shared());
        device[size] = entry.device();
        inode[size] = entry.inode();
        name[size] = entry.name();
        rss[size] = present(entry, SmapsField.RSS);
        footprint[size] = footprint(entry);
        size++;
    }

    /** Adds a mapping of a frozen process. */
    void add(FrozenMapping mapping) {
        if (size == start.length) {
            grow();
        }
        start[size] = mapping.start();
        end[size] = mapping.end();
        flags[size] =
                flags(
                        mapping.readable(),
                        mapping.writable(),
                        mapping.executable(),
                        mapping.shared());
        device[size] = mapping.device();
        inode[size] = mapping.inode();
        name[size] = mapping.name();
        rss[size] = mapping.held();
        footprint[size] =
                mapping.shared() && !SharedMemory.isShmem(mapping.name()) ? 0 : mapping.held();
        size++;
    }

    private static byte flags(
            boolean readable, boolean writable, boolean executable, boolean shared) {
        return (byte)
                ((readable ? READABLE : 0)
                        | (writable ? WRITABLE : 0)
                        | (executable ? EXECUTABLE : 0)
                        | (shared ? SHARED : 0)
                        | (readable || writable || executable ? ACCESSIBLE : 0));
    }

    /**
     * The design's footprint of one mapping; that of shared memory is cut to once per inode later.
     */
    private static long footprint(MappingEntry entry) {
        long huge =
                present(entry, SmapsField.PRIVATE_HUGETLB)
                        + present(entry, SmapsField.SHARED_HUGETLB);
        if (entry.shared()) {
            return SharedMemory.isShmem(entry.name())
                    ? huge + present(entry, SmapsField.RSS) + present(entry, SmapsField.SWAP)
                    : huge;
        }
        return huge
                + present(entry, SmapsField.ANONYMOUS)
                - present(entry, SmapsField.LAZY_FREE)
                + present(entry, SmapsField.SWAP);
    }

    private static long present(MappingEntry entry, SmapsField field) {
        return Math.max(0, entry.bytes(field));
    }

    private void grow() {
        int room = start.length * 2;
        start = Arrays.copyOf(start, room);
        end = Arrays.copyOf(end, room);
        flags = Arrays.copyOf(flags, room);
        device = Arrays.copyOf(device, room);
        inode = Arrays.copyOf(inode, room);
        name = Arrays.copyOf(name, room);
        rss = Arrays.copyOf(rss, room);
        footprint = Arrays.copyOf(footprint, room);
    }

    int size() {
        return size;
    }

    long start(int i) {
        return start[i];
    }

    long end(int i) {
        return end[i];
    }

    long length(int i) {
        return end[i] - start[i];
    }

    boolean readable(int i) {
        return (flags[i] & READABLE) != 0;
    }

    boolean writable(int i) {
        return (flags[i] & WRITABLE) != 0;
    }

    boolean executable(int i) {
        return (flags[i] & EXECUTABLE) != 0;
    }

    boolean shared(int i) {
        return (flags[i] & SHARED) != 0;
    }

    /** False for PROT_NONE: a guard, or a reserve. */
    boolean accessible(int i) {
        return (flags[i] & ACCESSIBLE) != 0;
    }

    long device(int i) {
        return device[i];
    }

    long inode(int i) {
        return inode[i];
    }

    String name(int i) {
        return name[i];
    }

    long rss(int i) {
        return rss[i];
    }

    long footprint(int i) {
        return footprint[i];
    }

    /** Says whether a mapping begins where the one before it ends. */
    boolean follows(int i) {
        return i > 0 && end[i - 1] == start[i];
    }

    /** Private, writable, of no file. */
    boolean isPrivateAnonymous(int i) {
        return inode[i] == 0
                && (flags[i] & (WRITABLE | SHARED)) == WRITABLE
                && (name[i].isEmpty() || name[i].startsWith("[anon:"));
    }

    /** Returns the mapping that has an address, −1 when none has. */
    int indexOf(long address) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(address, start[middle]) < 0) {
                high = middle - 1;
            } else if (Long.compareUnsigned(address, end[middle]) >= 0) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }
}
