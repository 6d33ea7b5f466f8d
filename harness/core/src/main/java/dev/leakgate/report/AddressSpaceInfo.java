package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says how the process of {@link StacksInfo} uses an address space.
 *
 * @param space its name, {@code i386-3gb}
 * @param predicted whether the process does not run in it, so that this is how it would be
 * @param reserved bytes of all mappings
 * @param free bytes of all holes
 * @param largestGap bytes of the largest hole
 * @param fragmentation how much of the free space is not in the largest hole, 0 to 1
 * @param byKind reserved bytes by what they are for
 * @param spaces how the process would fit into each address space that there is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AddressSpaceInfo(
        String space,
        boolean predicted,
        long reserved,
        long free,
        long largestGap,
        double fragmentation,
        Map<String, Long> byKind,
        List<SpaceInfo> spaces) {

    /** Makes the collections unmodifiable. */
    public AddressSpaceInfo {
        byKind = Lists.copy(byKind);
        spaces = Lists.copy(spaces);
    }

    /**
     * Says how the process fits, or would fit, into one address space. The holes are what limits
     * that are set later need.
     *
     * @param space its name
     * @param predicted whether the process does not run in it
     * @param reserved bytes of all mappings
     * @param maxThreads how many threads besides the main one fit
     * @param hole bytes that the next thread needs, its guard included
     * @param largestGap bytes of the largest hole
     * @param gaps the holes if no thread but the main one had a stack: those that a thread fits
     *     into, and the largest of the others
     */
    public record SpaceInfo(
            String space,
            boolean predicted,
            long reserved,
            long maxThreads,
            long hole,
            long largestGap,
            List<GapInfo> gaps) {

        /** Makes the list unmodifiable. */
        public SpaceInfo {
            gaps = Lists.copy(gaps);
        }
    }

    /**
     * Describes a hole.
     *
     * @param start its first address
     * @param size bytes that mappings may take
     * @param aboveHeap true when the heap grows into it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record GapInfo(String start, long size, @Nullable Boolean aboveHeap) {}
}
