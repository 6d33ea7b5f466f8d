package dev.leakgate.check;

import dev.leakgate.check.LeakCapture.Keep;
import dev.leakgate.check.LeakCapture.Taken;
import dev.leakgate.finding.Finding;
import dev.leakgate.finding.GrownSize;
import dev.leakgate.finding.GrownSizes;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.verdict.SeriesGrowth;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the memory of a service where levels alone leave something to say: which objects leak,
 * whether they are known, and of what has not settled whether it is lost or who holds it.
 */
final class CloserLook {

    private final CheckPlan plan;
    private final List<CountBudget> countBudgets;
    private final Suppressions suppressions;
    private final KeptMemory kept;
    private final Path folder;
    private int nextAt;
    private Taken taken = Taken.NOTHING;
    private KnownObjects known = KnownObjects.NONE;

    CloserLook(
            CheckPlan plan,
            List<CountBudget> countBudgets,
            Suppressions suppressions,
            KeptMemory kept,
            Path folder) {
        this.plan = plan;
        this.countBudgets = countBudgets;
        this.suppressions = suppressions;
        this.kept = kept;
        this.folder = folder;
    }

    /**
     * Says whether a leak is certain though its region has not settled, so that more rounds need
     * not be waited for. Looks when first asked, and each time that the rounds have doubled.
     *
     * @param processes of the service, the launched one first
     */
    boolean findsLost(List<ProcessId> processes, Recording recording, Conclusion conclusion) {
        if (!mayLook() || !conclusion.isUnsettled() || recording.rounds() < nextAt) {
            return false;
        }
        nextAt = 2 * recording.rounds();
        look(processes, conclusion.figures().unsettled(), GrownSizes::gained, recording, null);
        return !lost(recording, conclusion).isEmpty();
    }

    /**
     * Looks after the last round.
     *
     * @param processes of the service, the launched one first
     */
    Conclusion at(List<ProcessId> processes, Recording recording, Conclusion conclusion) {
        if (!mayLook()) {
            return conclusion;
        }
        Keep keep = new Keep(folder, kept.keepCore());
        if (conclusion.verdict() == Verdict.LEAK) {
            look(processes, conclusion.figures().leaking(), GrownSizes::of, recording, keep);
            return withoutKnown(recording, conclusion);
        }
        if (!conclusion.isUnsettled()) {
            return conclusion;
        }
        look(processes, conclusion.figures().unsettled(), GrownSizes::gained, recording, null);
        List<SeriesGrowth> lost = lost(recording, conclusion);
        if (lost.isEmpty()) {
            return withoutKnown(recording, conclusion);
        }
        Conclusion leak = conclusion.losing(lost, plan);
        look(processes, leak.figures().leaking(), GrownSizes::gained, recording, keep);
        // What is held besides may settle, and is no leak.
        taken =
                taken.with(
                        taken.findings().stream()
                                .filter(finding -> finding.reachability().isLeaked())
                                .toList());
        return leak;
    }

    private boolean mayLook() {
        return kept.onLeak() == OnLeak.CAPTURE;
    }

    private void look(
            List<ProcessId> processes,
            Set<RegionKey> regions,
            BiFunction<Recording, Set<RegionKey>, List<GrownSize>> sizes,
            Recording recording,
            @Nullable Keep keep) {
        taken =
                LeakCapture.take(
                        kept.capture(), processes, regions, sizes.apply(recording, regions), keep);
        known = new KnownObjects(taken.findings(), suppressions);
    }

    private List<SeriesGrowth> lost(Recording recording, Conclusion conclusion) {
        return LostObjects.of(
                recording, unknown(), conclusion.figures().unsettled(), plan.allowedGrowth());
    }

    private List<Finding> unknown() {
        return taken.findings().stream().filter(each -> known.of(each).isEmpty()).toList();
    }

    private Conclusion withoutKnown(Recording recording, Conclusion conclusion) {
        Conclusion rest =
                known.isEmpty()
                        ? conclusion
                        : conclusion.without(known, recording, plan, countBudgets, suppressions);
        if (rest.verdict() != Verdict.LEAK && conclusion.verdict() == Verdict.LEAK) {
            // Nobody has to look at what is known.
            LeakCapture.removeOld(folder);
            taken = taken.keepingNothing();
        }
        if (rest.isUnsettled()) {
            for (Finding finding : unknown()) {
                rest = rest.heldBy(finding);
            }
        }
        return rest;
    }

    /**
     * Judges again when it is known which code allocates the objects, for suppressions of modules.
     *
     * @param placed the findings of this look with their sites, in the same order
     */
    Conclusion allocated(List<FindingInfo> placed, Recording recording, Conclusion conclusion) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            findings.add(taken.findings().get(i).allocatedBy(allocatingCode(placed.get(i).site())));
        }
        KnownObjects all = new KnownObjects(findings, suppressions);
        if (all.labels().equals(known.labels())) {
            return conclusion;
        }
        taken = taken.with(findings);
        known = all;
        return withoutKnown(recording, conclusion);
    }

    /** The innermost call: those of malloc and of containers are left out of sites. */
    private static List<String> allocatingCode(List<FrameInfo> site) {
        return site.stream().limit(1).map(FrameInfo::module).filter(Objects::nonNull).toList();
    }

    /** Returns what was kept and found. */
    Taken taken() {
        return taken;
    }

    /** Returns what of it is suppressed. */
    KnownObjects known() {
        return known;
    }
}
