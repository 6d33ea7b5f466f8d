package dev.leakgate.stack;

import dev.leakgate.region.RegionKind;
import dev.leakgate.units.AddressSpace;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Says how a process uses an address space.
 *
 * @param space which one
 * @param reserved bytes by what they are for, each kind that there is
 * @param gaps the holes by address
 * @param gapsWithoutStacks the holes if no thread but the main one had a stack
 * @param predicted whether the process does not run in that space, so that this is how it would be:
 *     computed from its sizes and counts
 */
public record AddressUse(
        AddressSpace space,
        Map<RegionKind, Long> reserved,
        List<Gap> gaps,
        List<Gap> gapsWithoutStacks,
        boolean predicted) {

    /** Copies the collections. */
    public AddressUse {
        Map<RegionKind, Long> byKind = new EnumMap<>(RegionKind.class);
        byKind.putAll(reserved);
        reserved = Collections.unmodifiableMap(byKind);
        gaps = List.copyOf(gaps);
        gapsWithoutStacks = List.copyOf(gapsWithoutStacks);
    }

    /** Returns the bytes of all mappings. */
    public long reservedInAll() {
        return reserved.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the bytes of all holes. */
    public long free() {
        return gaps.stream().mapToLong(Gap::size).sum();
    }

    /** Returns the bytes of the largest hole: no mapping can be larger. */
    public long largestGap() {
        return Gap.largest(gaps);
    }

    /** Returns how much of the free space is not in the largest hole, 0 to 1. */
    public double fragmentation() {
        long free = free();
        return free == 0 ? 0 : 1 - (double) largestGap() / free;
    }
}
