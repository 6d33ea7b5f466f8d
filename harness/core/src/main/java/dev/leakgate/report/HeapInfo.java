package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.leakgate.report.AnalysisDocument.ArenaInfo;
import dev.leakgate.report.AnalysisDocument.GroupInfo;
import dev.leakgate.report.AnalysisDocument.TotalsInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what the heap of the process that leaks most had in it when its memory was frozen, warm-up
 * and all: the setting of the findings.
 *
 * @param pid of the process
 * @param arenas each arena, the largest first
 * @param totals sums over all of them; null when the chunks could not be counted
 * @param census groups of chunks in use, the largest first; the last may stand for all others
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HeapInfo(
        int pid, List<ArenaInfo> arenas, @Nullable TotalsInfo totals, List<GroupInfo> census) {

    /** Makes the lists unmodifiable. */
    public HeapInfo {
        arenas = Lists.copy(arenas);
        census = Lists.copy(census);
    }
}
