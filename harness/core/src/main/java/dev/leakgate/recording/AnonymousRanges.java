package dev.leakgate.recording;

import dev.leakgate.linux.MappingEntry;
import dev.leakgate.linux.MappingSink;
import java.util.Arrays;

/**
 * Keeps where a process has private anonymous memory, used again for each sample.
 *
 * <p>Neighbours with nothing else between them become one range, which saves a call for each; no
 * range has more than {@value #MOST_MAPPINGS} mappings, for the kernel holds the lock for all of
 * them (about 90 µs for so many, measured with 60,000).
 */
final class AnonymousRanges implements MappingSink {

    private static final int MOST_MAPPINGS = 256;

    private int size;
    private int mappingsOfLast;
    private long[] start = new long[64];
    private long[] end = new long[64];

    void clear() {
        size = 0;
        mappingsOfLast = MOST_MAPPINGS;
    }

    @Override
    public void mapping(MappingEntry entry) {
        if (entry.shared() || entry.inode() != 0 || entry.name().startsWith("[v")) {
            // What comes next begins a range of its own: this one must not be scanned with it.
            mappingsOfLast = MOST_MAPPINGS;
            return;
        }
        if (mappingsOfLast < MOST_MAPPINGS) {
            end[size - 1] = entry.end();
            mappingsOfLast++;
            return;
        }
        if (size == start.length) {
            start = Arrays.copyOf(start, size * 2);
            end = Arrays.copyOf(end, size * 2);
        }
        start[size] = entry.start();
        end[size] = entry.end();
        size++;
        mappingsOfLast = 1;
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
}
