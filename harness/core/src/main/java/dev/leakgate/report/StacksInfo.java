package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what the stacks of a service's process are, and how many threads it can have: of the process
 * whose stacks reserve most.
 *
 * @param pid the process
 * @param count threads besides the main one whose stacks were found
 * @param ended stacks that are kept of threads that ended
 * @param reserved bytes of both, with their guards
 * @param used bytes that were ever touched, of all stacks
 * @param largest bytes of the largest
 * @param newSize bytes that the next thread would get
 * @param sizeFrom where that size comes from: {@code RLIMIT_STACK}, {@code pthread_attr}
 * @param within what the threads must fit into: an address space or a size
 * @param predicted whether the process does not run in it
 * @param maxThreads how many threads besides the main one fit, those that there are included
 * @param why what the next one fails at
 * @param recommendedSize bytes that would do; null when the present size does, or nothing was
 *     measured
 * @param mostUsed the most that a thread touched, which the recommendation stands on
 * @param recommendedFrees bytes that would no longer be reserved
 * @param recommendedMaxThreads how many threads would fit then
 * @param setBy how to set it
 * @param entries each stack
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StacksInfo(
        int pid,
        int count,
        int ended,
        long reserved,
        long used,
        long largest,
        long newSize,
        String sizeFrom,
        String within,
        boolean predicted,
        long maxThreads,
        String why,
        @Nullable Long recommendedSize,
        @Nullable Long mostUsed,
        @Nullable Long recommendedFrees,
        @Nullable Long recommendedMaxThreads,
        @Nullable String setBy,
        List<StackInfo> entries) {

    /** Makes the list unmodifiable. */
    public StacksInfo {
        entries = Lists.copy(entries);
    }

    /**
     * Describes one stack.
     *
     * @param tid the thread; null when it has ended
     * @param name its name; null when unknown, or it has ended
     * @param kind {@code main}, {@code thread}, {@code ended} or {@code unknown}
     * @param start lowest address that may be used; null when unknown
     * @param end address behind the last; null when unknown
     * @param reserved bytes between them; null when unknown
     * @param used bytes that were ever touched; null when unknown
     * @param guard bytes below that nobody may touch; null when unknown
     * @param sp the stack pointer; null when unknown
     * @param fp the frame pointer, where it points into the stack; null when not, or unknown
     * @param elsewhere what the stack pointer points to when that is another memory
     * @param overflowed true when the stack pointer is in the guard
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record StackInfo(
            @Nullable Integer tid,
            @Nullable String name,
            String kind,
            @Nullable String start,
            @Nullable String end,
            @Nullable Long reserved,
            @Nullable Long used,
            @Nullable Long guard,
            @Nullable String sp,
            @Nullable String fp,
            @Nullable String elsewhere,
            @Nullable Boolean overflowed) {}
}
