package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

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
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AddressSpaceInfo(
        String space,
        boolean predicted,
        long reserved,
        long free,
        long largestGap,
        double fragmentation,
        Map<String, Long> byKind) {

    /** Makes the map unmodifiable. */
    public AddressSpaceInfo {
        byKind = Lists.copy(byKind);
    }
}
