package dev.leakgate.heap;

import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the heaps of an arena, and holds them against what the arena says it got from the system.
 */
final class ArenaHeaps {

    private static final int MOST_HEAPS = 1 << 16;
    private static final long PAGE = 4096;

    /**
     * Names the part of a heap that has chunks.
     *
     * @param start where the heap begins
     * @param first its first chunk
     * @param top its top chunk; 0 when it is full
     * @param end the address behind it
     * @param writable the address behind what may be written to, of which a heap that shrank has
     *     more than it uses
     */
    record Heap(long start, long first, long top, long end, long writable) {}

    private final ProcessLayout layout;
    private final HeapMemory memory;
    private final ArenaShape shape;
    private final int word;
    private final long heapMax;

    ArenaHeaps(ProcessLayout layout, HeapMemory memory, ArenaShape shape) {
        this.layout = layout;
        this.memory = memory;
        this.shape = shape;
        word = memory.wordSize();
        heapMax = heapMax(word);
    }

    /** arena.c: HEAP_MAX_SIZE = 2 * DEFAULT_MMAP_THRESHOLD_MAX. */
    static long heapMax(int wordSize) {
        return wordSize == 8 ? 64L << 20 : 1L << 20;
    }

    /** Returns the brk of the main arena. */
    Heap ofMain(long arena) throws BrokenHeapException {
        long system = memory.word(arena + shape.systemMem());
        long top = memory.word(arena + shape.top());
        long end = top + ChunkWalk.sizeOf(memory.word(top + word));
        long start = end - system;
        int mapping = layout.indexOf(top);
        if (mapping < 0 || start < layout.start(joined(mapping, -1)) || start > top) {
            throw new BrokenHeapException(
                    String.format(
                            "the main arena has %d bytes from several places, its top chunk at 0x%x",
                            system, top));
        }
        long brk = layout.end(joined(mapping, 1));
        if (end > brk || brk - end >= PAGE) {
            throw new BrokenHeapException(
                    String.format(
                            "the brk goes on behind the top chunk, which ends at 0x%x: not malloc alone"
                                    + " uses it",
                            end));
        }
        return new Heap(start, ChunkWalk.align(start, word), top, end, end);
    }

    /**
     * Returns the last mapping of the brk in one direction: what a forked process adds to the heap
     * that it inherited is a mapping of its own to the kernel.
     */
    private int joined(int mapping, int direction) {
        int last = mapping;
        for (int next = mapping + direction;
                next >= 0
                        && next < layout.size()
                        && layout.kind(next) == RegionKind.HEAP
                        && layout.privateWritable(next)
                        && (direction < 0
                                ? layout.end(next) == layout.start(last)
                                : layout.end(last) == layout.start(next));
                next += direction) {
            last = next;
        }
        return last;
    }

    /** Returns the heaps of a thread's arena, the newest first. */
    List<Heap> ofThreads(long arena) throws BrokenHeapException {
        long system = memory.word(arena + shape.systemMem());
        long top = memory.word(arena + shape.top());
        long oldest = arena & -heapMax;
        List<Heap> heaps = new ArrayList<>();
        long sum = 0;
        long heap = top & -heapMax;
        while (heap != 0) {
            /* arena.c, heap_info: ar_ptr, prev, size, mprotect_size */
            long size = memory.word(heap + 2L * word);
            long writable = memory.word(heap + 3L * word);
            if (memory.word(heap) != arena || size <= 0 || size > heapMax) {
                throw new BrokenHeapException(
                        String.format(
                                "the heap at 0x%x is not one of the arena at 0x%x", heap, arena));
            }
            long behind = heap == oldest ? arena + shape.size() : heap + (arena - oldest);
            long newestTop = heaps.isEmpty() ? top : 0;
            heaps.add(
                    new Heap(
                            heap,
                            ChunkWalk.align(behind, word),
                            newestTop,
                            heap + size,
                            heap + Math.max(size, Math.min(writable, heapMax))));
            sum += size;
            heap = memory.word(heap + word);
            if (heaps.size() > MOST_HEAPS) {
                throw new BrokenHeapException(
                        String.format(
                                "the list of heaps of the arena at 0x%x does not end", arena));
            }
        }
        if (sum != system) {
            throw new BrokenHeapException(
                    String.format(
                            "the heaps of the arena at 0x%x have %d bytes, and it says %d",
                            arena, sum, system));
        }
        return heaps;
    }
}
