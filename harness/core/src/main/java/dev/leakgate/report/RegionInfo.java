package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Says how one region fared.
 *
 * @param kind what it is for, {@code "large allocations"}
 * @param name whose it is: a thread's name, a path
 * @param process the role of its process
 * @param first footprint before the first round, in bytes
 * @param last footprint after the last round, in bytes
 * @param growthPerRequest bytes per request; null when the rounds did not tell
 * @param outcome what the judge made of it
 * @param live what the program had in use of it, which was judged then; null when it could not be
 *     counted, and the footprint was judged
 * @param minimumDetectable the smallest leak in this region that the run could have seen, in bytes
 *     per request; null when the rounds were too few for any
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RegionInfo(
        String kind,
        @Nullable String name,
        @Nullable String process,
        long first,
        long last,
        @Nullable GrowthInfo growthPerRequest,
        @Nullable String outcome,
        @Nullable LiveInfo live,
        @Nullable Double minimumDetectable) {

    /** Returns the name that reports and suppressions call it by, {@code "worker: arenas of x"}. */
    public String label() {
        return process == null ? labelWithoutProcess() : process + ": " + labelWithoutProcess();
    }

    /** Returns the same without the role of its process, {@code "arenas of x"}. */
    public String labelWithoutProcess() {
        boolean ofThreads = kind.equals("arenas") || kind.equals("stacks");
        return name == null ? kind : kind + (ofThreads ? " of " : " ") + name;
    }

    /** Tells whether the judge found that it grows with the requests. */
    @JsonIgnore
    public boolean isGrowing() {
        return "GROWING".equals(outcome);
    }

    /**
     * Says what the program had in use, in bytes of chunks, before the first round and after the
     * last.
     */
    public record LiveInfo(long first, long last) {}
}
