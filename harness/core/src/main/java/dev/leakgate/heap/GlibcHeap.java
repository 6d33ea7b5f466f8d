package dev.leakgate.heap;

import dev.leakgate.heap.ArenaHeaps.Heap;
import dev.leakgate.region.ChunkSizes;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.ProcessLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up the chunks of glibc's arenas in one process.
 *
 * <p>The process is not stopped: what it changes meanwhile shows as a walk that does not check out.
 */
final class GlibcHeap {

    private final HeapMemory memory;
    private final MainArena main;
    private final ArenaShape shape;
    private final int word;
    private final ThreadCaches caches;
    private final ChunkWalk walk;
    private final ArenaHeaps heapsOf;
    private final Map<Long, Long> arenaOfHeap = new HashMap<>();
    private final NavigableMap<Long, Long> heapEnds = new TreeMap<>();

    GlibcHeap(ProcessLayout layout, HeapMemory memory, MainArena main) {
        this.memory = memory;
        this.main = main;
        shape = main.shape();
        word = memory.wordSize();
        caches = new ThreadCaches(memory);
        walk = new ChunkWalk(memory, caches);
        heapsOf = new ArenaHeaps(layout, memory, shape);
    }

    /** Says whether chunks in threads' caches were told from those in use. */
    boolean cachesCounted() {
        return caches.known();
    }

    /**
     * Walks all arenas.
     *
     * @throws BrokenHeapException with the first place where a heap does not check out
     */
    List<ArenaUse> read() throws BrokenHeapException {
        List<ArenaUse> counted = new ArrayList<>();
        for (long arena : main.ring(memory)) {
            counted.add(arena == main.address() ? mainArena() : threadArena(arena));
        }
        return lessCached(counted);
    }

    /**
     * Returns the threads' heaps that were walked: where each begins, and the address behind it.
     */
    NavigableMap<Long, Long> heapEnds() {
        return heapEnds;
    }

    private ArenaUse mainArena() throws BrokenHeapException {
        if (memory.word(main.address() + shape.systemMem()) == 0) {
            return new ArenaUse(main.address(), true, HeapUse.NONE, 0, 0);
        }
        Heap brk = heapsOf.ofMain(main.address());
        caches.begin(ChunkWalk.sizeOf(memory.word(brk.first() + word)), shape.fastbins() == 0);
        walk.begin();
        walk.toTop(brk.first(), brk.top());
        return use(main.address(), true, List.of(brk));
    }

    private ArenaUse threadArena(long arena) throws BrokenHeapException {
        List<Heap> heaps = heapsOf.ofThreads(arena);
        walk.begin();
        for (Heap heap : heaps) {
            arenaOfHeap.put(heap.start(), arena);
            heapEnds.put(heap.start(), heap.writable());
            if (heap.top() != 0) {
                walk.toTop(heap.first(), heap.top());
            } else {
                walk.toFence(heap.first(), heap.end());
            }
        }
        return use(arena, false, heaps);
    }

    private ArenaUse use(long arena, boolean isMain, List<Heap> heaps) throws BrokenHeapException {
        Heap newest = heaps.get(0);
        long top = ChunkWalk.sizeOf(memory.word(newest.top() + word));
        if (newest.top() + top != newest.end()) {
            throw new BrokenHeapException(
                    String.format(
                            "the top chunk at 0x%x has %d bytes, and its heap ends at 0x%x",
                            newest.top(), top, newest.end()));
        }
        HeapUse fast = fastChunks(arena);
        HeapUse use =
                new HeapUse(
                        walk.liveBytes() + fast.live(),
                        walk.freeBytes() + top + fast.retained(),
                        walk.liveChunks() + fast.liveChunks(),
                        true,
                        walk.liveSizes().plus(fast.sizes()));
        long system = memory.word(arena + shape.systemMem());
        long overhead = system - use.live() - use.retained();
        return new ArenaUse(arena, isMain, use, heaps.size(), overhead);
    }

    /** Chunks in fastbins are marked as in use; returns what that changes. */
    private HeapUse fastChunks(long arena) throws BrokenHeapException {
        long bytes = 0;
        SortedMap<Long, Long> sizes = new TreeMap<>();
        long most = memory.word(arena + shape.systemMem());
        for (int bin = 0; bin < shape.fastbins(); bin++) {
            long size = shape.fastbinChunk(bin);
            long chunk = memory.word(arena + shape.fastbin(bin));
            while (chunk != 0) {
                if (chunk == -1 || bytes > most) {
                    throw new BrokenHeapException(
                            String.format(
                                    "the fastbin of %d bytes of the arena at 0x%x is broken",
                                    size, arena));
                }
                bytes += size;
                sizes.merge(size, -1L, Long::sum);
                chunk = SafeLink.next(memory, chunk + 2L * word, 2 * word, size);
            }
        }
        return taken(sizes);
    }

    /** A thread caches the chunks that it frees, of whichever arena they are. */
    private List<ArenaUse> lessCached(List<ArenaUse> counted) {
        caches.collect();
        HeapUse known = new HeapUse(0, 0, 0, caches.known());
        Map<Long, SortedMap<Long, Long>> cached = new HashMap<>();
        for (int i = 0; i < caches.count(); i++) {
            long arena =
                    arenaOfHeap.getOrDefault(
                            caches.chunk(i) & -ArenaHeaps.heapMax(word), main.address());
            cached.computeIfAbsent(arena, itself -> new TreeMap<>())
                    .merge(caches.size(i), -1L, Long::sum);
        }
        return counted.stream()
                .map(
                        arena ->
                                new ArenaUse(
                                        arena.arena(),
                                        arena.main(),
                                        arena.use()
                                                .plus(known)
                                                .plus(
                                                        taken(
                                                                cached.getOrDefault(
                                                                        arena.arena(),
                                                                        new TreeMap<>()))),
                                        arena.heaps(),
                                        arena.overhead()))
                .toList();
    }

    /** Returns what chunks change that were counted as in use and are free. */
    private static HeapUse taken(SortedMap<Long, Long> sizes) {
        long bytes = 0;
        long chunks = 0;
        for (Map.Entry<Long, Long> size : sizes.entrySet()) {
            bytes += size.getKey() * size.getValue();
            chunks += size.getValue();
        }
        return new HeapUse(bytes, -bytes, chunks, true, ChunkSizes.of(sizes));
    }
}
