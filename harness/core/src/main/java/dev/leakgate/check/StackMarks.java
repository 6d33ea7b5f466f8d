package dev.leakgate.check;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.report.SeriesInfo;
import dev.leakgate.stack.ProcessSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows how deep a thread besides the main ones ever was, from snapshot to snapshot: what a round
 * goes deeper than those before is seen, and a load that calls no deeper any more.
 *
 * <p>A mark is the lowest page that has anything in it. Pages that are there alone say nothing: a
 * huge page comes whole.
 */
final class StackMarks {

    /** Behind that a look at all mappings takes longer than what it tells is worth. */
    private static final int MOST_MAPPINGS = 10_000;

    private final List<Long> levels = new ArrayList<>();
    private boolean whole = true;

    /** Looks at the processes of a snapshot. */
    void take(List<ProcessId> processes) {
        OptionalLong deepest = whole ? deepest(processes) : OptionalLong.empty();
        whole = deepest.isPresent();
        deepest.ifPresent(levels::add);
    }

    private static OptionalLong deepest(List<ProcessId> processes) {
        long deepest = 0;
        try (ProcReader proc = new ProcReader()) {
            for (ProcessId process : processes) {
                int[] mappings = new int[1];
                if (proc.tids(process.pid()).size() < 2) {
                    continue;
                }
                if (!proc.maps(process.pid(), mapping -> mappings[0]++)
                        || mappings[0] > MOST_MAPPINGS) {
                    return OptionalLong.empty();
                }
                Optional<ProcessSpace> space = ProcessSpace.live(proc, process.pid());
                if (space.isPresent()) {
                    deepest = Math.max(deepest, space.get().stacks().mostTouched());
                }
            }
        } catch (CaptureRefusedException closed) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(deepest);
    }

    /** Returns the series; empty when there was no thread, or one of the looks told nothing. */
    Optional<SeriesInfo> series() {
        boolean some = levels.stream().anyMatch(level -> level > 0);
        return whole && some
                ? Optional.of(new SeriesInfo("B", levels, null, null, null, null, null))
                : Optional.empty();
    }
}
