package dev.leakgate.site;

import java.util.List;

/**
 * Holds one place that allocates, and what it had not freed.
 *
 * @param size bytes that were asked for at once
 * @param count allocations that were not freed
 * @param calls innermost first; the allocator's own are left out
 */
public record AllocationSite(long size, long count, List<Call> calls) {

    /** Copies the calls. */
    public AllocationSite {
        calls = List.copyOf(calls);
    }

    /** Returns the bytes that were not freed. */
    public long bytes() {
        return size * count;
    }
}
