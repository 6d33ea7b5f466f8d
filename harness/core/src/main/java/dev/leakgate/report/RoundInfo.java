package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the snapshot at the end of a round.
 *
 * @param number 0 for the one after the warm-up
 * @param requests requests of this round
 * @param noisy whether the service was still busy
 * @param atMillis milliseconds since the recording began
 * @param footprint bytes of all regions
 * @param processes processes of the tree
 * @param threads threads of all processes
 * @param descriptors open file descriptors of all processes
 * @param regions footprint in bytes by region, {@code "arenas of handler"}
 * @param live bytes that the program had in use of its heaps; null where they were not counted
 * @param retained the rest of the footprint of these heaps, negative where what is in use was never
 *     touched; null where live is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RoundInfo(
        int number,
        long requests,
        boolean noisy,
        double atMillis,
        long footprint,
        int processes,
        int threads,
        int descriptors,
        Map<String, Long> regions,
        @Nullable Long live,
        @Nullable Long retained) {

    /** Makes the regions unmodifiable. */
    public RoundInfo {
        regions = Lists.copy(regions);
    }
}
