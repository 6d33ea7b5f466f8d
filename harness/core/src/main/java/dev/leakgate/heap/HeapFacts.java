package dev.leakgate.heap;

import dev.leakgate.image.AddressRange;
import java.util.Arrays;
import java.util.List;

/**
 * Holds what is known of heaps beside their chunks.
 *
 * @param allocator whose they are
 * @param arenas that own them
 * @param problems what does not check out
 * @param unwalked memory of heaps that was not walked
 * @param allocatorData what malloc has outside of heaps
 * @param spanStarts where each heap, or mapping of large chunks, begins; ascending
 * @param spanEnds the addresses behind them
 * @param spanArenas index of the arena of each
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves its room; compared by nobody
record HeapFacts(
        Allocator allocator,
        List<HeapArena> arenas,
        List<String> problems,
        List<AddressRange> unwalked,
        List<AddressRange> allocatorData,
        long[] spanStarts,
        long[] spanEnds,
        int[] spanArenas) {

    /** Copies the lists. */
    HeapFacts {
        arenas = List.copyOf(arenas);
        problems = List.copyOf(problems);
        unwalked = List.copyOf(unwalked);
        allocatorData = List.copyOf(allocatorData);
    }

    /** Returns the last span that begins at or below an address; −1 for none. */
    int spanAt(long address) {
        int found = Arrays.binarySearch(spanStarts, address);
        return found >= 0 ? found : -found - 2;
    }

    List<AddressRange> ranges() {
        AddressRange[] ranges = new AddressRange[spanStarts.length];
        Arrays.setAll(ranges, i -> new AddressRange(spanStarts[i], spanEnds[i]));
        return List.of(ranges);
    }
}
