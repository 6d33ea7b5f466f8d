package dev.leakgate.heap;

import dev.leakgate.heap.ArenaHeaps.Heap;
import dev.leakgate.image.AddressRange;
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
import org.jspecify.annotations.Nullable;

/**
 * Walks the chunks of glibc's arenas in one process, and adds up which are in use.
 *
 * <p>Where a heap does not check out, what was walked before that place is kept, and nothing is
 * said of what lies behind it. A process that runs changes its heaps meanwhile, which shows just
 * so.
 */
final class GlibcHeap {

    private final HeapMemory memory;
    private final MainArena main;
    private final ArenaShape shape;
    private final int word;
    private final ThreadCaches caches;
    private final ArenaHeaps heapsOf;
    private final Map<Long, Long> arenaOfHeap = new HashMap<>();
    private final NavigableMap<Long, Long> heapEnds = new TreeMap<>();
    private final List<AddressRange> unwalked = new ArrayList<>();
    private String ringProblem = "";

    GlibcHeap(ProcessLayout layout, HeapMemory memory, MainArena main) {
        this.memory = memory;
        this.main = main;
        shape = main.shape();
        word = memory.wordSize();
        caches = new ThreadCaches(memory);
        heapsOf = new ArenaHeaps(layout, memory, shape);
    }

    /** Says whether chunks in threads' caches were told from those in use. */
    boolean cachesCounted() {
        return caches.known();
    }

    /**
     * Walks all arenas, for their sums.
     *
     * @throws BrokenHeapException with the first place where a heap does not check out
     */
    List<ArenaUse> read() throws BrokenHeapException {
        List<ArenaUse> arenas = walk(plan(), ChunkSink.NONE);
        if (!ringProblem.isEmpty()) {
            throw new BrokenHeapException(ringProblem);
        }
        for (ArenaUse arena : arenas) {
            if (!arena.problem().isEmpty()) {
                throw new BrokenHeapException(arena.problem());
            }
        }
        return arenas;
    }

    /**
     * Returns the threads' heaps that were listed: where each begins, and the address behind it.
     */
    NavigableMap<Long, Long> heapEnds() {
        return heapEnds;
    }

    /** Returns what of the heaps was not walked, because a chunk before it does not check out. */
    List<AddressRange> unwalked() {
        return unwalked;
    }

    /** Says where the ring of arenas breaks, so that some are not known; empty when it does not. */
    String ringProblem() {
        return ringProblem;
    }

    /** Lists the arenas and their heaps. */
    List<ArenaPlan> plan() {
        List<Long> addresses = new ArrayList<>();
        ringProblem = main.follow(memory, addresses);
        List<ArenaPlan> plans = new ArrayList<>();
        for (long arena : addresses) {
            boolean isMain = arena == main.address();
            try {
                List<Heap> heaps = isMain ? ofMain() : heapsOf.ofThreads(arena);
                if (!isMain) {
                    for (Heap heap : heaps) {
                        arenaOfHeap.put(heap.start(), arena);
                        heapEnds.put(heap.start(), heap.writable());
                    }
                }
                plans.add(new ArenaPlan(arena, isMain, heaps, ""));
            } catch (BrokenHeapException broken) {
                plans.add(
                        new ArenaPlan(
                                arena, isMain, List.of(), String.valueOf(broken.getMessage())));
            }
        }
        return plans;
    }

    private List<Heap> ofMain() throws BrokenHeapException {
        return memory.word(main.address() + shape.systemMem()) == 0
                ? List.of()
                : List.of(heapsOf.ofMain(main.address()));
    }

    /** Walks the heaps of arenas; the sink is told of each chunk. */
    List<ArenaUse> walk(List<ArenaPlan> plans, ChunkSink sink) {
        beginCaches(plans);
        ChunkWalk walk = new ChunkWalk(memory, caches, sink);
        List<ArenaUse> counted = new ArrayList<>();
        for (ArenaPlan plan : plans) {
            counted.add(walk(plan, walk, sink));
        }
        return lessCached(counted, sink);
    }

    /** The first chunk of any heap is a thread's cache, until 2.41. */
    private void beginCaches(List<ArenaPlan> plans) {
        for (ArenaPlan plan : plans) {
            if (!plan.heaps().isEmpty()) {
                Heap oldest = plan.heaps().get(plan.heaps().size() - 1);
                long first = ChunkWalk.sizeOf(memory.wordOrZero(oldest.first() + word));
                caches.begin(first, shape.fastbins() == 0);
                return;
            }
        }
    }

    private ArenaUse walk(ArenaPlan plan, ChunkWalk walk, ChunkSink sink) {
        if (plan.heaps().isEmpty()) {
            return new ArenaUse(plan.arena(), plan.main(), HeapUse.NONE, 0, 0, plan.problem());
        }
        String problem = "";
        long retained = 0;
        long overhead = 0;
        walk.begin();
        for (Heap heap : plan.heaps()) {
            try {
                overhead += heap.first() - heap.start();
                if (heap.top() == 0) {
                    long fence = walk.toFence(heap.first(), heap.end());
                    sink.end(heap.end() - fence);
                    overhead += fence;
                } else {
                    walk.toTop(heap.first(), heap.top());
                    sink.end(heap.top());
                    retained += topOf(heap);
                }
            } catch (BrokenHeapException broken) {
                sink.end(walk.reached());
                unwalked.add(new AddressRange(walk.reached(), heap.end()));
                problem = problem.isEmpty() ? String.valueOf(broken.getMessage()) : problem;
            }
        }
        SortedMap<Long, Long> fast = new TreeMap<>();
        try {
            fastChunks(plan.arena(), fast, sink);
        } catch (BrokenHeapException broken) {
            problem = problem.isEmpty() ? String.valueOf(broken.getMessage()) : problem;
        }
        HeapUse use =
                new HeapUse(
                                walk.liveBytes(),
                                walk.freeBytes() + retained,
                                walk.liveChunks(),
                                true,
                                walk.liveSizes())
                        .plus(taken(fast));
        if (problem.isEmpty()) {
            problem = sumProblem(plan.arena(), use, overhead);
        }
        return new ArenaUse(plan.arena(), plan.main(), use, plan.heaps().size(), overhead, problem);
    }

    private long topOf(Heap heap) throws BrokenHeapException {
        long top = ChunkWalk.sizeOf(memory.word(heap.top() + word));
        if (heap.top() + top != heap.end()) {
            throw new BrokenHeapException(
                    String.format(
                            "the top chunk at 0x%x has %d bytes, and its heap ends at 0x%x",
                            heap.top(), top, heap.end()));
        }
        return top;
    }

    private String sumProblem(long arena, HeapUse use, long overhead) {
        long system = memory.wordOrZero(arena + shape.systemMem());
        long sum = use.live() + use.retained() + overhead;
        return sum == system
                ? ""
                : String.format(
                        "the chunks of the arena at 0x%x add up to %d bytes, and it says %d",
                        arena, sum, system);
    }

    /** Chunks in fastbins are marked as in use. */
    private void fastChunks(long arena, SortedMap<Long, Long> sizes, ChunkSink sink)
            throws BrokenHeapException {
        long bytes = 0;
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
                if (sink.free(chunk)) {
                    sizes.merge(size, -1L, Long::sum);
                }
                chunk = SafeLink.next(memory, chunk + 2L * word, 2 * word, size);
            }
        }
    }

    /** A thread caches the chunks that it frees, of whichever arena they are. */
    private List<ArenaUse> lessCached(List<ArenaUse> counted, ChunkSink sink) {
        caches.collect();
        HeapUse known = new HeapUse(0, 0, 0, caches.known());
        Map<Long, SortedMap<Long, Long>> cached = new HashMap<>();
        for (int i = 0; i < caches.count(); i++) {
            if (sink.free(caches.chunk(i))) {
                long heap = caches.chunk(i) & -ArenaHeaps.heapMax(word);
                cached.computeIfAbsent(
                                arenaOfHeap.getOrDefault(heap, main.address()),
                                itself -> new TreeMap<>())
                        .merge(caches.size(i), -1L, Long::sum);
            }
        }
        return counted.stream()
                .map(
                        arena ->
                                arena.with(
                                        arena.use()
                                                .plus(known)
                                                .plus(taken(cached.get(arena.arena())))))
                .toList();
    }

    /** Returns what chunks change that were counted as in use and are free. */
    private static HeapUse taken(@Nullable SortedMap<Long, Long> sizes) {
        if (sizes == null) {
            return HeapUse.NONE;
        }
        long bytes = 0;
        long chunks = 0;
        for (Map.Entry<Long, Long> size : sizes.entrySet()) {
            bytes += size.getKey() * size.getValue();
            chunks += size.getValue();
        }
        return new HeapUse(bytes, -bytes, chunks, true, ChunkSizes.of(sizes));
    }
}
