package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.leakgate.report.AnalysisDocument.SumInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the heap of one process gained between two images: the tree that {@code diff --json}
 * prints.
 *
 * <p>All sizes are bytes. What is not known is null or empty here and absent in the file.
 *
 * @param schema {@link #SCHEMA}
 * @param before the earlier image, {@code "core first of process 4711"}
 * @param after the later image
 * @param pid of the process
 * @param wordSize 32 or 64
 * @param complete whether all of the memory was there in both and all heaps check out
 * @param losses what is missing or broken, a sentence each
 * @param allocator whose heaps they are
 * @param totals sums; null when the chunks could not be counted
 * @param findings what came, is still there and is more than went of its kind, the largest first;
 *     {@code grown} of each says how much
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DiffDocument(
        String schema,
        String before,
        String after,
        int pid,
        int wordSize,
        boolean complete,
        List<String> losses,
        AllocatorInfo allocator,
        @Nullable TotalsInfo totals,
        List<FindingInfo> findings) {

    /** Names the format and its version. New optional fields keep the version. */
    public static final String SCHEMA = "leakgate/diff/1";

    /** Makes the lists unmodifiable. */
    public DiffDocument {
        losses = Lists.copy(losses);
        findings = Lists.copy(findings);
    }

    /**
     * Sums up both heaps. A chunk that was freed and handed out again with the same size and type
     * passes for the same one.
     *
     * @param before in use in the earlier image
     * @param after in use in the later one
     * @param came of these, not there before
     * @param went of the earlier ones, not there any more
     */
    public record TotalsInfo(SumInfo before, SumInfo after, SumInfo came, SumInfo went) {}
}
