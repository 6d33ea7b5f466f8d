package dev.leakgate.region;

import dev.leakgate.units.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the control blocks of glibc's threads, which lie above the frames of their stacks.
 *
 * <p>Source of the layout: glibc sysdeps/x86_64/nptl/tls.h and i386's, tcbhead_t: the first and the
 * third word point to the block itself.
 */
final class ControlBlocks {

    /* Frames of a thread that waits are rarely more; beyond, the thread has no name here. */
    private static final int FURTHEST = 1 << 20;
    private static final int WINDOW = 64 << 10;

    private final Memory memory;
    private final int word;
    private final ByteBuffer window =
            ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.LITTLE_ENDIAN);

    ControlBlocks(Memory memory, int wordSize) {
        this.memory = memory;
        word = wordSize;
    }

    /**
     * Returns the first block at or above a stack pointer: the thread's own, for each stack ends in
     * its thread's.
     *
     * @param end of the mapping
     * @return 0 when there is none
     */
    long above(long stackPointer, long end) {
        long from = stackPointer & -word;
        long last = Math.min(end, from + FURTHEST);
        while (last - from >= 3L * word) {
            int bytes = (int) Math.min(WINDOW, last - from);
            window.clear().limit(bytes);
            int read = memory.read(from, window);
            int at = first(from, read);
            if (at >= 0) {
                return from + at;
            }
            if (read < bytes) {
                return 0; // the guard of the stack above
            }
            from += bytes - 2L * word;
        }
        return 0;
    }

    private int first(long base, int bytes) {
        for (int at = 0; at + 3 * word <= bytes; at += word) {
            if (word(at) == base + at && word(at + 2 * word) == base + at) {
                return at;
            }
        }
        return -1;
    }

    private long word(int at) {
        return word == 8 ? window.getLong(at) : window.getInt(at) & 0xffffffffL;
    }
}
