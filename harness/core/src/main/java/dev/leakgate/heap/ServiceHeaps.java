package dev.leakgate.heap;

import dev.leakgate.region.HeapUse;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the live bytes in the heaps of a service, summed over its processes.
 *
 * <p>Not thread-safe.
 */
public final class ServiceHeaps {

    /* A service that is nearly quiet may allocate while it is read. */
    private static final int ATTEMPTS = 3;

    private final ByteBuffer window = HeapMemory.newWindow();
    private final Map<Integer, MainArena> mainArenas = new HashMap<>();
    private final SortedMap<String, Allocator> allocators = new TreeMap<>();

    /** Begins with no process known. */
    public ServiceHeaps() {}

    /**
     * Counts now.
     *
     * @param processes as {@code ServiceRegions} saw them last
     * @return the regions whose chunks could be counted: all heaps and arenas of a process, or none
     */
    public SortedMap<RegionKey, HeapUse> read(List<ProcessLayout> processes) {
        mainArenas.keySet().retainAll(processes.stream().map(ProcessLayout::pid).toList());
        allocators.clear();
        SortedMap<RegionKey, HeapUse> uses = new TreeMap<>();
        for (ProcessLayout process : processes) {
            Allocator allocator = read(process, uses);
            allocators.merge(
                    process.role(),
                    allocator,
                    (one, other) -> one instanceof Allocator.Opaque ? one : other);
        }
        // Regions sum up processes of one role, so one that was not counted spoils its role.
        uses.keySet().removeIf(key -> allocators.get(key.process()) instanceof Allocator.Opaque);
        return uses;
    }

    /** Returns what was found out of each role's allocator at the last look. */
    public SortedMap<String, Allocator> allocators() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(allocators));
    }

    private Allocator read(ProcessLayout process, SortedMap<RegionKey, HeapUse> uses) {
        Optional<String> other = Libraries.otherAllocator(process);
        if (other.isPresent()) {
            return new Allocator.Opaque(other.get(), "its chunks cannot be counted");
        }
        HeapMemory memory = new HeapMemory(process.memory(), process.wordSize(), window);
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            MainArena main = mainArena(process, memory);
            if (main == null) {
                return new Allocator.Opaque(
                        "unknown", "no arena of glibc's malloc was found in its data");
            }
            GlibcHeap heap = new GlibcHeap(process, memory, main);
            try {
                add(heap.read(), process, uses);
                addLarge(new LargeChunks(memory), heap.heapEnds(), process, uses);
                return new Allocator.Glibc(heap.cachesCounted());
            } catch (BrokenHeapException broken) {
                mainArenas.remove(process.pid());
                reason = String.valueOf(broken.getMessage());
            }
        }
        return new Allocator.Opaque("glibc malloc", "its heap does not check out: " + reason);
    }

    private @org.jspecify.annotations.Nullable MainArena mainArena(
            ProcessLayout process, HeapMemory memory) {
        MainArena known = mainArenas.get(process.pid());
        if (known == null) {
            known = MainArena.find(process, memory).orElse(null);
            if (known != null) {
                mainArenas.put(process.pid(), known);
            }
        }
        return known;
    }

    private static void add(
            List<ArenaUse> arenas, ProcessLayout process, SortedMap<RegionKey, HeapUse> uses)
            throws BrokenHeapException {
        boolean brk = arenas.stream().anyMatch(arena -> arena.main() && arena.heaps() > 0);
        for (int i = 0; i < process.size(); i++) {
            RegionKind kind = process.kind(i);
            if (kind == RegionKind.HEAP && !brk) {
                throw new BrokenHeapException("the brk is in use, and not by malloc");
            }
            if (kind == RegionKind.HEAP || kind == RegionKind.ARENAS) {
                uses.merge(process.region(i), HeapUse.NONE, HeapUse::plus);
            }
        }
        for (ArenaUse arena : arenas) {
            RegionKey key =
                    arena.main()
                            ? new RegionKey(process.role(), RegionKind.HEAP, "")
                            : process.arenaRegion(arena.arena());
            uses.merge(key, arena.use(), HeapUse::plus);
        }
    }

    private static void addLarge(
            LargeChunks large,
            NavigableMap<Long, Long> heapEnds,
            ProcessLayout process,
            SortedMap<RegionKey, HeapUse> uses) {
        for (int i = 0; i < process.size(); i++) {
            RegionKind kind = process.kind(i);
            boolean mayHaveSome = kind == RegionKind.LARGE_ALLOCATIONS || kind == RegionKind.ARENAS;
            if (mayHaveSome && process.privateWritable(i)) {
                HeapUse use = large.beside(heapEnds, process.start(i), process.end(i));
                uses.merge(process.region(i), use, HeapUse::plus);
            }
        }
    }
}
