package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Splits the growth of the whole footprint from the first to the last snapshot, in bytes; the parts
 * add up to it. Where chunks were counted, {@code live} and {@code retained} stand for {@code heap}
 * and {@code threadArenas}.
 *
 * @param live what the program has in use
 * @param retained the rest of the allocator's footprint: free memory that it keeps; negative where
 *     it gave some back, or where what is in use was never touched
 * @param heap brk, where its chunks could not be counted
 * @param threadArenas threads' arenas, where their chunks could not be counted
 * @param largeAllocations chunks that have mappings of their own
 * @param stacks stacks of all threads
 * @param shared shared memory
 * @param files modules' data and private mappings of files
 * @param other all else
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DecompositionInfo(
        @Nullable Long live,
        @Nullable Long retained,
        @Nullable Long heap,
        @Nullable Long threadArenas,
        long largeAllocations,
        long stacks,
        long shared,
        long files,
        long other) {}
