package dev.leakgate.linux;

/**
 * Shows one mapping while a {@link MappingSink} is called with it, and the next one after that.
 *
 * <p>One entry serves a whole listing, so that 60,000 mappings cost no garbage. Addresses are
 * unsigned. Figures are bytes.
 */
@SuppressWarnings("EnumOrdinal") // a figure's place in a plain array, never kept
public final class MappingEntry {

    /** Stands for a figure that the kernel did not print. */
    public static final long ABSENT = -1;

    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;
    static final int SHARED = 8;

    private final long[] values = new long[SmapsField.COUNT];
    private long present;

    private long start;
    private long end;
    private int permissions;
    private long offset;
    private long device;
    private long inode;
    private String name = "";

    MappingEntry() {}

    void begin(
            long start,
            long end,
            int permissions,
            long offset,
            long device,
            long inode,
            String name) {
        this.start = start;
        this.end = end;
        this.permissions = permissions;
        this.offset = offset;
        this.device = device;
        this.inode = inode;
        this.name = name;
        present = 0;
    }

    void put(SmapsField field, long bytes) {
        values[field.ordinal()] = bytes;
        present |= 1L << field.ordinal();
    }

    /** Gives the first address. */
    public long start() {
        return start;
    }

    /** Gives the address behind the last one. */
    public long end() {
        return end;
    }

    /** Gives the address space that the mapping reserves, in bytes: end less start. */
    public long size() {
        return end - start;
    }

    /** Tells whether the process may read it. */
    public boolean readable() {
        return (permissions & READ) != 0;
    }

    /** Tells whether the process may write to it. */
    public boolean writable() {
        return (permissions & WRITE) != 0;
    }

    /** Tells whether the process may execute it. */
    public boolean executable() {
        return (permissions & EXECUTE) != 0;
    }

    /** Tells whether it is MAP_SHARED; else writes are private to the process. */
    public boolean shared() {
        return (permissions & SHARED) != 0;
    }

    /** Gives the offset in the file, in bytes. */
    public long offset() {
        return offset;
    }

    /** Gives the file's device as the kernel's MKDEV makes it: major shifted by 20, and minor. */
    public long device() {
        return device;
    }

    /** Gives the file's inode; 0 when there is none. */
    public long inode() {
        return inode;
    }

    /**
     * Gives the kernel's name for it: a path, which may end in {@code " (deleted)"}, a label such
     * as {@code [heap]} or {@code [anon:name]}, or {@code ""}. A line feed in a path, which the
     * kernel prints as {@code \012}, is a line feed again.
     */
    public String name() {
        return name;
    }

    /** Tells whether the kernel printed this figure; never so in a listing of {@code maps}. */
    public boolean has(SmapsField field) {
        return (present & (1L << field.ordinal())) != 0;
    }

    /** Gives a figure in bytes, or {@link #ABSENT} when the kernel did not print it. */
    public long bytes(SmapsField field) {
        return has(field) ? values[field.ordinal()] : ABSENT;
    }

    /** Prints the mapping as {@code maps} shows it, with its resident size when that is known. */
    @Override
    public String toString() {
        return String.format(
                "%x-%x %c%c%c%c %s%s",
                start,
                end,
                readable() ? 'r' : '-',
                writable() ? 'w' : '-',
                executable() ? 'x' : '-',
                shared() ? 's' : 'p',
                name.isEmpty() ? "(no name)" : name,
                has(SmapsField.RSS) ? ", resident " + bytes(SmapsField.RSS) + " B" : "");
    }
}
