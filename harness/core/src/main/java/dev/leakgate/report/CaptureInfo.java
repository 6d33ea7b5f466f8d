package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what was kept of the memory of a service that leaks.
 *
 * @param core the name of the core among the evidence; null when there is none
 * @param program the file that the process runs, behind any script that started it; null without a
 *     core
 * @param pid the process; null when none could be chosen
 * @param mode how it was frozen: by its own fork, while it stood, or by gdb; null without a core
 * @param pauseMillis how long the service stood; null without a core
 * @param memory bytes of memory in the core; null without a core
 * @param losses what the core lacks, a sentence each
 * @param absence why there is none and what would help; null when there is one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CaptureInfo(
        @Nullable String core,
        @Nullable String program,
        @Nullable Integer pid,
        @Nullable String mode,
        @Nullable Double pauseMillis,
        @Nullable Long memory,
        List<String> losses,
        @Nullable String absence) {

    /** Makes the list unmodifiable. */
    public CaptureInfo {
        losses = Lists.copy(losses);
    }

    /** Returns the same with more that is lacking. */
    public CaptureInfo lacking(List<String> more) {
        List<String> all = new ArrayList<>(losses);
        all.addAll(more);
        return new CaptureInfo(core, program, pid, mode, pauseMillis, memory, all, absence);
    }

    /** Says why there is no core. */
    public static CaptureInfo none(String why) {
        return new CaptureInfo(null, null, null, null, null, null, List.of(), why);
    }
}
