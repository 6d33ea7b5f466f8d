package dev.leakgate.report;

import dev.leakgate.units.ByteSize;
import dev.leakgate.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the growth of a run is made of, and what of it is no leak. */
final class GrowthLines {

    private static final String INDENT = "  ";

    /* Less than a page a part is not worth a word. */
    private static final long SMALLEST_PART = 4096;

    /* Less that malloc keeps is no reason to turn a knob. */
    private static final long SMALLEST_RETENTION = 64 * 1024;

    private GrowthLines() {}

    static List<String> of(RunDocument run) {
        List<String> lines = new ArrayList<>();
        DecompositionInfo parts = run.decomposition();
        if (parts == null) {
            return lines;
        }
        if (run.verdict() != Verdict.CLEAN) {
            String text = parts(parts);
            if (!text.isEmpty()) {
                lines.add(INDENT + "growth  " + text);
            }
        }
        Long retained = parts.retained();
        if (retained != null && retained >= SMALLEST_RETENTION) {
            lines.add(
                    INDENT
                            + "not counted: "
                            + new ByteSize(retained)
                            + " free memory that malloc keeps; "
                            + advice(run));
        }
        for (AllocatorInfo allocator : run.allocators()) {
            if (!allocator.counted()) {
                lines.add(INDENT + footprintJudged(allocator));
            }
        }
        return lines;
    }

    private static String parts(DecompositionInfo parts) {
        List<String> texts = new ArrayList<>();
        add(texts, "live", parts.live());
        add(texts, "free but kept by malloc", parts.retained());
        add(texts, "heap", parts.heap());
        add(texts, "threads' arenas", parts.threadArenas());
        add(texts, "large allocations", parts.largeAllocations());
        add(texts, "stacks", parts.stacks());
        add(texts, "shared memory", parts.shared());
        add(texts, "files", parts.files());
        add(texts, "other", parts.other());
        return String.join(", ", texts);
    }

    private static void add(List<String> texts, String name, @Nullable Long bytes) {
        if (bytes != null && Math.abs(bytes) >= SMALLEST_PART) {
            texts.add(name + " " + (bytes > 0 ? "+" : "") + new ByteSize(bytes));
        }
    }

    /** Thread arenas are trimmed at their tops only, and each keeps its own. */
    private static String advice(RunDocument run) {
        boolean arenas =
                run.regions().stream()
                        .anyMatch(region -> region.kind().equals("arenas") && keepsMore(region));
        return arenas
                ? "MALLOC_ARENA_MAX=2 bounds the arenas that keep it, malloc_trim(0) gives it back"
                : "malloc_trim(0) gives it back, MALLOC_TRIM_THRESHOLD_ sets when free does";
    }

    private static boolean keepsMore(RegionInfo region) {
        RegionInfo.LiveInfo live = region.live();
        return live != null
                && region.last() - region.first() - (live.last() - live.first())
                        >= SMALLEST_RETENTION;
    }

    private static String footprintJudged(AllocatorInfo allocator) {
        String process = allocator.process();
        return String.format(
                "%sjudged by footprint: allocator %s, %s",
                process == null ? "" : process + " ", allocator.name(), allocator.reason());
    }
}
