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
public final class MallocShapes {

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

    /** Says whether a mapping begins with a chunk that malloc mapped by itself. */
    boolean beginsWithLargeChunk(long start, long length) {
        int gap = gapBeforeLarge(word);
        return read(start + gap, 2 * word) && largeChunk(gap, word(0), word(1), word, length) > 0;
    }

    /** Returns how far behind the start of its mapping a large chunk's header is. */
    public static int gapBeforeLarge(int wordSize) {
        return wordSize == 8 ? 0 : 8;
    }

    /**
     * Returns the bytes of the mapping of a chunk that malloc mapped by itself; 0 when these words
     * are no header of one. As munmap_chunk checks it: chunk − prev_size and prev_size + size are
     * multiples of a page; since 2.43 the size is less by the header.
     *
     * @param before how far behind the start of its mapping the header is: {@link #gapBeforeLarge},
     *     and more where memalign aligned the user's bytes
     * @param room most that it can be
     */
    public static long largeChunk(
            long before, long previousSize, long header, int wordSize, long room) {
        long sum = previousSize + (header & ~FLAGS);
        long whole = sum % PAGE == 0 ? sum : sum + 2L * wordSize;
        boolean is =
                (header & FLAGS) == IS_MMAPPED
                        && previousSize == before
                        && whole % PAGE == 0
                        && whole > 0
                        && whole <= room;
        return is ? whole : 0;
    }

    private boolean read(long address, int bytes) {
        header.clear().limit(bytes);
        return memory.read(address, header) == bytes;
    }

    private long word(int index) {
        return word == 8 ? header.getLong(index * 8) : header.getInt(index * 4) & 0xffffffffL;
    }
}
