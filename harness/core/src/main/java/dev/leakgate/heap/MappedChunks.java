package dev.leakgate.heap;

import dev.leakgate.heap.HeapArena.Kind;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;

/** Lists the chunks that malloc mapped one by one, and what takes their mappings beside them. */
final class MappedChunks implements LargeChunks.Sink {

    private long[] users = new long[64];
    private long[] ends = new long[64];
    private int count;
    private long bytes;
    private long leads;

    private MappedChunks() {}

    static MappedChunks find(
            ProcessLayout layout, LargeChunks large, NavigableMap<Long, Long> heapEnds) {
        MappedChunks found = new MappedChunks();
        for (int i = 0; i < layout.size(); i++) {
            RegionKind kind = layout.kind(i);
            boolean mayHaveSome =
                    kind == RegionKind.LARGE_ALLOCATIONS
                            || kind == RegionKind.ARENAS
                            || kind == RegionKind.ANONYMOUS;
            if (mayHaveSome && layout.privateWritable(i)) {
                large.list(heapEnds, layout.start(i), layout.end(i), found);
            }
        }
        return found;
    }

    @Override
    public void chunk(long user, long whole, long start) {
        if (count == users.length) {
            users = Arrays.copyOf(users, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        users[count] = user;
        ends[count++] = start + whole;
        long lead = Math.max(0, user - start - ChunkWalk.ALIGNMENT);
        leads += lead;
        bytes += whole - lead;
    }

    @Override
    public void unknown(long start, long end) {
        // Somebody else's: what it is used for is not known here.
    }

    int count() {
        return count;
    }

    /** Adds the ranges that they take; those that follow each other are one. */
    void addTo(SpanTable spans, int arena) {
        for (int i = 0; i < count; ) {
            long start = users[i] - ChunkWalk.ALIGNMENT;
            long end = ends[i];
            for (i++; i < count && users[i] - ChunkWalk.ALIGNMENT == end; i++) {
                end = ends[i];
            }
            spans.add(start, end, arena);
        }
    }

    /** Adds them to the bits; a chunk ends with its mapping. */
    void addTo(ChunkSink sink, int header) {
        for (int i = 0; i < count; i++) {
            long chunk = users[i] - header;
            sink.chunk(chunk, ends[i] - chunk, true);
            sink.end(ends[i] - header);
        }
    }

    HeapArena arena(String role) {
        return new HeapArena(
                Kind.MAPPED,
                0,
                new RegionKey(role, RegionKind.LARGE_ALLOCATIONS, ""),
                List.of(),
                count,
                count,
                bytes,
                0,
                leads,
                "");
    }
}
