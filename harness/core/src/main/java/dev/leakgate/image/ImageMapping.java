package dev.leakgate.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes one mapping of an image, with what {@code /proc/PID/maps} says of it.
 *
 * @param start first address
 * @param end address behind the last one
 * @param readable whether the process may read it; in a core of gdb's, guards look readable
 * @param writable whether the process may write to it
 * @param executable whether the process may execute it
 * @param shared whether it is MAP_SHARED; false when unknown
 * @param offset in the file, in bytes
 * @param device of the file, major shifted by 20, and minor; 0 when there is none or it is unknown
 * @param inode of the file; 0 when there is none or it is unknown
 * @param name a path, which may end in {@code " (deleted)"}, a label such as {@code [heap]}, or
 *     {@code ""}
 */
public record ImageMapping(
        long start,
        long end,
        boolean readable,
        boolean writable,
        boolean executable,
        boolean shared,
        long offset,
        long device,
        long inode,
        String name) {

    /** Gives the address space that the mapping reserves, in bytes. */
    public long size() {
        return end - start;
    }

    /** Tells whether a file backs it: one with a path, not a label of the kernel's. */
    public boolean hasFile() {
        return name.startsWith("/");
    }

    /** Tells whether it shows a file of a file system to all who map it: no memory of its own. */
    public boolean isSharedFile() {
        return shared
                && hasFile()
                && !name.startsWith("/dev/shm/")
                && !name.startsWith("/dev/zero")
                && !name.startsWith("/memfd:")
                && !name.startsWith("/SYSV")
                && !name.startsWith("/anon_hugepage");
    }

    /** Gives the same mapping under another name. */
    ImageMapping named(String other) {
        return new ImageMapping(
                start, end, readable, writable, executable, shared, offset, device, inode, other);
    }

    /** Tells whether an address lies in it. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /**
     * Finds the mapping that an address lies in.
     *
     * @param mappings in unsigned order of their addresses, as images list them
     * @return null when it lies in none
     */
    public static @Nullable ImageMapping at(List<ImageMapping> mappings, long address) {
        int low = 0;
        int high = mappings.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            ImageMapping mapping = mappings.get(middle);
            if (mapping.contains(address)) {
                return mapping;
            }
            if (Long.compareUnsigned(mapping.start(), address) < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Prints it as a line of {@code maps}. A line feed in the name is printed {@code \012}. */
    @Override
    public String toString() {
        return String.format(
                        "%08x-%08x %c%c%c%c %08x %02x:%02x %d %s",
                        start,
                        end,
                        readable ? 'r' : '-',
                        writable ? 'w' : '-',
                        executable ? 'x' : '-',
                        shared ? 's' : 'p',
                        offset,
                        device >>> MINOR_BITS,
                        device & ((1 << MINOR_BITS) - 1),
                        inode,
                        name.replace("\n", "\\012"))
                .stripTrailing();
    }

    private static final int MINOR_BITS = 20; /* linux/kdev_t.h: MINORBITS */
}
