package dev.leakgate.check;

import dev.leakgate.recording.Recording;
import dev.leakgate.report.RunDocument.ProcessInfo;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Suppressions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a service that was watched while tests of others ran, and writes the evidence. */
public final class WatchedCheck {

    private final CheckReport report;
    private final CheckPlan plan;
    private final Suppressions suppressions;
    private final KeptMemory kept;
    private final Path folder;

    /**
     * Prepares it; the time counts from here.
     *
     * @param kept what is kept of a service that leaks or crashes
     * @param folder where the evidence goes
     */
    public WatchedCheck(
            CheckId id,
            BytesPerRequest allowedGrowth,
            Suppressions known,
            KeptMemory kept,
            Path folder) {
        this.kept = kept;
        plan =
                new CheckPlan(
                        0,
                        CheckPlan.FEWEST_ROUNDS,
                        1,
                        1,
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        allowedGrowth);
        suppressions = known.of(id.names());
        this.folder = folder;
        report = new CheckReport(id, plan, suppressions, folder);
    }

    /** Judges, freezes a service that leaks, and writes {@code run.json}; the service runs on. */
    public CheckOutcome conclude(WatchedService watched) {
        report.runs(watched.service());
        Recording recording = watched.recorder().recording(Math.max(1, watched.requestsPerPass()));
        Conclusion conclusion = conclusion(recording, watched.trouble(), watched.ended());
        CloserLook look = new CloserLook(plan, List.of(), suppressions, kept, folder);
        conclusion = look.at(watched.recorder().lastSeen(), recording, conclusion);
        report.looked(look, recording);
        report.looked(SpaceLook.at(watched.recorder().lastSeen()), List.of());
        List<ProcessInfo> processes =
                watched.recorder().processNames().entrySet().stream()
                        .map(each -> new ProcessInfo(each.getKey(), each.getValue(), null))
                        .toList();
        report.watched(
                MeasuredParts.of(
                        recording,
                        watched.requestsOfFirstPass(),
                        watched.samples(),
                        conclusion,
                        new MeasuredParts.OfService(
                                processes,
                                watched.heaps().allocators(),
                                watched.recorder().limits(),
                                new StackMarks()),
                        null),
                conclusion,
                watched.seen());
        report.keepCore(List.of(), watched.witness(), kept);
        return report.write();
    }

    /** Says whether one more pass of the tests could settle what the passes until now cannot. */
    public boolean wantsAnotherPass(Recording recording) {
        return recording.rounds() >= CheckPlan.FEWEST_ROUNDS
                && judge(recording).wantsMoreRounds(plan);
    }

    private Conclusion judge(Recording recording) {
        return Conclusion.of(recording, plan, List.of(), List.of(), suppressions)
                .advising("; raise leakgate.repeat");
    }

    private Conclusion conclusion(
            Recording recording, @Nullable String trouble, @Nullable String ended) {
        if (ended != null) {
            return Conclusion.of(StoppedException.crashed(ended));
        }
        if (trouble != null) {
            return Conclusion.of(StoppedException.inconclusive(trouble));
        }
        return recording.rounds() < CheckPlan.FEWEST_ROUNDS
                ? Conclusion.ofPeaksAlone()
                : judge(recording);
    }
}
