package dev.leakgate.region;

import dev.leakgate.units.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Recognises by their headers what glibc's malloc maps: the heaps of thread arenas and large
 * chunks.
 *
 * <p>Source of the layouts: glibc malloc/arena.c (heap_info) and malloc/malloc.c (malloc_chunk).
 */
final class MallocShapes {

    private static final int IS_MMAPPED = 2;
    private static final int FLAGS = 7;
    private static final int LARGEST_HEAP_INFO = 0x80;
    private static final long PAGE = 4096;

    private final Memory memory;
    private final int word;
    private final long heapMax;
    private final ByteBuffer header = ByteBuffer.allocateDirect(64).order(ByteOrder.LITTLE_ENDIAN);

    /** Reads a process; {@code wordSize} is 8 or 4. */
    MallocShapes(Memory memory, int wordSize) {
        this.memory = memory;
        word = wordSize;
        /* HEAP_MAX_SIZE = 2 * DEFAULT_MMAP_THRESHOLD_MAX */
        heapMax = wordSize == 8 ? 64L << 20 : 1L << 20;
    }

    int wordSize() {
        return word;
    }

    /** The first boundary at or above an address where a heap can begin. */
    long heapBoundaryFrom(long address) {
        return (address + heapMax - 1) & -heapMax;
    }

    long heapMax() {
        return heapMax;
    }

    /** Returns the arena that a heap at a boundary belongs to; 0 when none begins there. */
    long arenaOfHeap(long heap, long mappingEnd) {
        long arena = arenaIfPlausible(heap, mappingEnd - heap);
        if (arena == 0 || isInHeader(arena, heap)) {
            return arena;
        }
        long first = arena & -heapMax;
        return arenaIfPlausible(first, heapMax) == arena && isInHeader(arena, first) ? arena : 0;
    }

    private boolean isInHeader(long arena, long heap) {
        return arena > heap && arena - heap < LARGEST_HEAP_INFO;
    }

    /** heap_info: ar_ptr, prev, size, mprotect_size. */
    private long arenaIfPlausible(long heap, long room) {
        if (!read(heap, 4 * word)) {
            return 0;
        }
        long arena = word(0);
        long previous = word(1);
        long size = word(2);
        long accessible = word(3);
        boolean plausible =
                arena != 0
                        && arena % word == 0
                        && previous % heapMax == 0
                        && (previous == 0) == isInHeader(arena, heap)
                        && size > 0
                        && size % PAGE == 0
                        && size <= accessible
                        && accessible % PAGE == 0
                        && accessible <= heapMax
                        && size <= room;
        return plausible ? arena : 0;
    }

    /**
     * Says whether a mapping begins with a chunk that malloc mapped by itself, as munmap_chunk
     * checks it: chunk − prev_size and prev_size + size are multiples of a page.
     */
    boolean beginsWithLargeChunk(long start, long length) {
        int alignmentGap = word == 8 ? 0 : 8;
        if (!read(start + alignmentGap, 2 * word)) {
            return false;
        }
        long previousSize = word(0);
        long size = word(1);
        long whole = previousSize + (size & ~FLAGS);
        return (size & FLAGS) == IS_MMAPPED
                && previousSize == alignmentGap
                && whole % PAGE == 0
                && whole > 0
                && whole <= length;
    }

    private boolean read(long address, int bytes) {
        header.clear().limit(bytes);
        return memory.read(address, header) == bytes;
    }

    private long word(int index) {
        return word == 8 ? header.getLong(index * 8) : header.getInt(index * 4) & 0xffffffffL;
    }
}
