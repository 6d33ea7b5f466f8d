package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.leakgate.report.FindingInfo.HolderInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the heap of one process has in it: the tree that {@code analyze --json} prints.
 *
 * <p>All sizes are bytes. What is not known is null or empty here and absent in the file.
 *
 * @param schema {@link #SCHEMA}
 * @param source what was analysed, {@code "core core.4711 of process 4711"}
 * @param pid of the process
 * @param wordSize 32 or 64
 * @param complete whether all of the memory was there and all of its heaps check out
 * @param losses what is missing or broken, a sentence each
 * @param notes what could not be named, a sentence each; all was counted
 * @param allocator whose heaps they are
 * @param arenas each arena, the largest first
 * @param totals sums over all of them; null when the chunks could not be counted
 * @param census groups of chunks in use, the largest first; the last may stand for all others
 * @param findings what leaks, the largest first
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AnalysisDocument(
        String schema,
        String source,
        int pid,
        int wordSize,
        boolean complete,
        List<String> losses,
        List<String> notes,
        AllocatorInfo allocator,
        List<ArenaInfo> arenas,
        @Nullable TotalsInfo totals,
        List<GroupInfo> census,
        List<FindingInfo> findings) {

    /** Names the format and its version. New optional fields keep the version. */
    public static final String SCHEMA = "leakgate/analysis/1";

    /** Makes the lists unmodifiable. */
    public AnalysisDocument {
        losses = Lists.copy(losses);
        notes = Lists.copy(notes);
        arenas = Lists.copy(arenas);
        census = Lists.copy(census);
        findings = Lists.copy(findings);
    }

    /**
     * Describes one arena.
     *
     * @param kind {@code "main"}, {@code "thread"} or {@code "mapped"} for the chunks that malloc
     *     mapped one by one
     * @param threads names of the threads that allocate from it
     * @param heaps number of its heaps
     * @param liveChunks chunks in use
     * @param liveBytes bytes of these, headers included
     * @param retainedBytes free, and kept by malloc
     * @param problem where its heap does not check out; null when it does
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ArenaInfo(
            String kind,
            List<String> threads,
            int heaps,
            long liveChunks,
            long liveBytes,
            long retainedBytes,
            @Nullable String problem) {

        /** Makes the list unmodifiable. */
        public ArenaInfo {
            threads = Lists.copy(threads);
        }
    }

    /**
     * Sums up chunks.
     *
     * @param chunks how many
     * @param bytes their sizes, headers included
     */
    public record SumInfo(long chunks, long bytes) {}

    /**
     * Sums up all arenas.
     *
     * @param live in use by the program
     * @param retained free but kept by the allocator
     * @param direct leaked: nothing points to them
     * @param indirect leaked: only leaked chunks point to them
     * @param weak reachable by one word that the program may no longer look at
     * @param reachable held by a root, those that are weak among them
     */
    public record TotalsInfo(
            SumInfo live,
            long retained,
            SumInfo direct,
            SumInfo indirect,
            SumInfo weak,
            SumInfo reachable) {}

    /**
     * Counts the chunks that are alike.
     *
     * @param region where they lie, {@code "heap"}, {@code "arenas of handler"}
     * @param reachability {@code "direct"}, {@code "indirect"}, {@code "weak"} or {@code
     *     "reachable"}
     * @param type of the objects, demangled; null when nothing tells it
     * @param chunkSize bytes of one; null when they differ
     * @param chunks how many
     * @param bytes of all
     * @param holder who keeps them, of the largest groups that are reachable; else empty
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record GroupInfo(
            @Nullable String region,
            @Nullable String reachability,
            @Nullable String type,
            @Nullable Long chunkSize,
            long chunks,
            long bytes,
            List<HolderInfo> holder) {

        /** Makes the list unmodifiable. */
        public GroupInfo {
            holder = Lists.copy(holder);
        }
    }
}
