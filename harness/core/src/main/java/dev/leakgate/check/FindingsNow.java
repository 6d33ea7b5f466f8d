package dev.leakgate.check;

import dev.leakgate.check.LeakCapture.Taken;
import dev.leakgate.finding.GrownSize;
import dev.leakgate.finding.GrownSizes;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks which objects pile up while a run goes on. */
final class FindingsNow {

    private FindingsNow() {}

    /**
     * Looks into the processes that have what grows or has not settled; into none when nothing
     * does.
     *
     * @param processes of the service, the launched one first
     * @param way in which they are frozen
     */
    static RunFindings of(
            Recording recording,
            List<ProcessId> processes,
            BytesPerRequest allowedGrowth,
            CaptureMode way) {
        RecordingGrowth growth = RecordingGrowth.of(recording, allowedGrowth);
        Set<RegionKey> growing = growth.named(GrowthOutcome.GROWING, recording.regions());
        Set<RegionKey> unsettled = growth.named(GrowthOutcome.UNSETTLED, recording.regions());
        Set<RegionKey> regions = new HashSet<>(growing);
        regions.addAll(unsettled);
        if (regions.isEmpty()) {
            return new RunFindings(List.of(), List.of());
        }
        List<GrownSize> sizes = new ArrayList<>(GrownSizes.of(recording, growing));
        sizes.addAll(GrownSizes.gained(recording, unsettled));
        Taken taken = LeakCapture.take(way, processes, regions, sizes, null);
        List<String> problems = new ArrayList<>(taken.problems());
        for (RegionKey region : regions) {
            if (mayHaveObjects(region) && recording.heap(region).isEmpty()) {
                problems.add(
                        "which objects are in "
                                + region
                                + " is not known: the chunks of malloc could not be counted there");
            }
        }
        return new RunFindings(taken.findings(), problems);
    }

    private static boolean mayHaveObjects(RegionKey region) {
        return region.kind() == RegionKind.HEAP
                || region.kind() == RegionKind.ARENAS
                || region.kind() == RegionKind.LARGE_ALLOCATIONS
                || region.kind() == RegionKind.ANONYMOUS;
    }
}
