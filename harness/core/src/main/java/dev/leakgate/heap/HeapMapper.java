package dev.leakgate.heap;

import dev.leakgate.heap.ArenaHeaps.Heap;
import dev.leakgate.heap.HeapArena.Kind;
import dev.leakgate.image.AddressRange;
import dev.leakgate.image.FrozenMemory;
import dev.leakgate.image.ImageThread;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the map of a heap: lists the heaps, numbers their places, and walks them once. */
final class HeapMapper {

    private final FrozenMemory memory;
    private final ProcessLayout layout;
    private final HeapMemory words;
    private final List<HeapArena> arenas = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<AddressRange> unwalked = new ArrayList<>();
    private final List<AddressRange> allocatorData = new ArrayList<>();
    private final SpanTable spans = new SpanTable();

    HeapMapper(FrozenMemory memory) {
        this.memory = memory;
        layout = ImageLayout.of(memory.image(), memory);
        words = new HeapMemory(memory);
    }

    HeapMap map() {
        Optional<String> other = Libraries.otherAllocator(layout);
        if (other.isPresent()) {
            return opaque(other.get(), "its chunks cannot be counted");
        }
        Optional<MainArena> main = MainArena.find(layout, words);
        if (main.isEmpty()) {
            return opaque("unknown", "no arena of glibc's malloc was found in its data");
        }
        return glibc(main.get());
    }

    private HeapMap opaque(String name, String reason) {
        return map(new Allocator.Opaque(name, reason), new Slots(new long[0], new long[0]));
    }

    private HeapMap glibc(MainArena main) {
        allocatorData.add(new AddressRange(main.address(), main.address() + main.shape().size()));
        GlibcHeap heap = new GlibcHeap(layout, words, main);
        List<ArenaPlan> plans = heap.plan();
        for (int i = 0; i < plans.size(); i++) {
            for (Heap one : plans.get(i).heaps()) {
                spans.add(one.start(), one.end(), i);
            }
        }
        MappedChunks mapped = MappedChunks.find(layout, new LargeChunks(words), heap.heapEnds());
        mapped.addTo(spans, plans.size());
        spans.sort();
        List<AddressRange> tooMuch = spans.limit(most());
        Slots slots = new Slots(spans.starts(), spans.ends());
        ChunkBits bits = new ChunkBits(slots, words.wordSize());
        List<ArenaUse> uses = heap.walk(plans, bits);
        mapped.addTo(bits, 2 * words.wordSize());
        bits.complete();
        Map<Long, List<ImageThread>> owners = ThreadArenas.of(memory, plans);
        for (ArenaUse use : uses) {
            add(use, owners.getOrDefault(use.arena(), List.of()));
        }
        if (mapped.count() > 0) {
            arenas.add(mapped.arena(layout.role()));
        }
        if (!heap.ringProblem().isEmpty()) {
            problems.add(heap.ringProblem());
        }
        unwalked.addAll(heap.unwalked());
        if (!tooMuch.isEmpty()) {
            unwalked.addAll(tooMuch);
            problems.add(tooLarge(tooMuch));
        }
        return new HeapMap(
                memory, layout, facts(new Allocator.Glibc(heap.cachesCounted())), slots, bits);
    }

    /** A core may state any size: half of what this JVM may use is for sets of chunks, no more. */
    private static long most() {
        return Runtime.getRuntime().maxMemory() / 2 / Slots.BYTES_PER_GRANULE;
    }

    private static String tooLarge(List<AddressRange> ranges) {
        return String.format(
                "the heaps from 0x%x on are larger than this JVM's memory of %,d MiB has room for; give"
                        + " it more by -Xmx",
                ranges.get(0).start(), Runtime.getRuntime().maxMemory() >> 20);
    }

    private void add(ArenaUse arena, List<ImageThread> threads) {
        HeapUse use = arena.use();
        RegionKey region =
                arena.main()
                        ? new RegionKey(layout.role(), RegionKind.HEAP, "")
                        : layout.arenaRegion(arena.arena());
        arenas.add(
                new HeapArena(
                        arena.main() ? Kind.MAIN : Kind.THREAD,
                        arena.arena(),
                        region,
                        threads,
                        arena.heaps(),
                        use.liveChunks(),
                        use.live(),
                        use.retained(),
                        arena.overhead(),
                        arena.problem()));
        if (!arena.problem().isEmpty()) {
            problems.add(arena.problem());
        }
    }

    private HeapMap map(Allocator allocator, Slots slots) {
        ChunkBits bits = new ChunkBits(slots, words.wordSize());
        return new HeapMap(memory, layout, facts(allocator), slots, bits);
    }

    private HeapFacts facts(Allocator allocator) {
        return new HeapFacts(
                allocator,
                arenas,
                problems,
                unwalked,
                allocatorData,
                spans.starts(),
                spans.ends(),
                spans.arenas());
    }
}
