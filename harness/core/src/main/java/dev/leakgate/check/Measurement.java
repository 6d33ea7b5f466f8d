package dev.leakgate.check;

import dev.leakgate.heap.Allocator;
import dev.leakgate.heap.ServiceHeaps;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.linux.ProcAccessException;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.load.LoadReport;
import dev.leakgate.load.ToolRunner;
import dev.leakgate.recording.Count;
import dev.leakgate.recording.Recorder;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Samples;
import dev.leakgate.report.RunDocument.ProcessInfo;
import dev.leakgate.service.RunningService;
import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Measures a running service: sends the load and takes the snapshots, until something stops it. */
final class Measurement implements LeakCheckRun, AutoCloseable {

    /** A run that has not settled goes on, up to this many times the rounds of its plan. */
    private static final int MOST_ROUNDS_FACTOR = 4;

    private final Path folder;
    private final BytesPerRequest allowedGrowth;
    private final CaptureMode way;
    private final Progress progress;
    private final LoadBlocks blocks;
    private final Predicate<Measurement> unsettled;
    private final ServiceHeaps heaps = new ServiceHeaps();
    private final Recorder recorder;
    private final RoundSizes sizes = new RoundSizes();
    private final StackMarks stackMarks = new StackMarks();
    private int requestsPerRound;
    private @Nullable RepeatableLoad again;

    /**
     * Begins to measure.
     *
     * @param way in which the service is frozen when its objects are asked for
     * @param unsettled says whether the rounds until now cannot tell, and more could
     */
    Measurement(
            RunningService service,
            CheckPlan plan,
            Path folder,
            long deadline,
            CaptureMode way,
            Predicate<Measurement> unsettled) {
        this.unsettled = unsettled;
        this.folder = folder;
        this.way = way;
        allowedGrowth = plan.allowedGrowth();
        progress = new Progress(plan, deadline);
        recorder = new Recorder(service::processes, heaps::read);
        blocks = new LoadBlocks(service, plan, folder, progress, recorder);
    }

    @Override
    public LeakCheckRun warmUp(int requests, LoadMethod method) {
        if (requests < 0) {
            throw new IllegalArgumentException("warmUp = " + requests + " must be 0 or more");
        }
        return warmUp(requests, blocks.sender(method));
    }

    @Override
    public LeakCheckRun warmUp(ExternalLoad tool) {
        return warmUp(blocks.tools().requests(tool), blocks.tools().sender(tool));
    }

    @Override
    public LeakCheckRun warmUp(int requests, ExternalLoad tool) {
        if (requests < 1) {
            throw new IllegalArgumentException("warmUp = " + requests + " must be 1 or more");
        }
        return warmUp(requests, blocks.tools().sender(tool));
    }

    private LeakCheckRun warmUp(int requests, Sender sender) {
        if (progress.rounds() > 0) {
            throw new IllegalStateException("warm up before the rounds, not after them");
        }
        blocks.warmUp(requests, sender);
        return this;
    }

    @Override
    public LeakCheckRun rounds(int rounds, int requestsPerRound, LoadMethod method) {
        again = new RepeatableLoad(method, null);
        return rounds(rounds, requestsPerRound, blocks.sender(method));
    }

    @Override
    public LeakCheckRun rounds(int rounds, ExternalLoad tool) {
        again = new RepeatableLoad(null, tool);
        return rounds(rounds, blocks.tools().requests(tool), blocks.tools().sender(tool));
    }

    @Override
    public LeakCheckRun rounds(int rounds, int requestsPerRound, ExternalLoad tool) {
        again = new RepeatableLoad(null, tool);
        return rounds(rounds, requestsPerRound, blocks.tools().sender(tool));
    }

    private LeakCheckRun rounds(int rounds, int requestsPerRound, Sender sender) {
        CheckPlan.requireRounds(rounds, requestsPerRound);
        if (progress.rounds() > 0) {
            throw new IllegalStateException(
                    "the rounds of this run are done; one run measures rounds of one size");
        }
        this.requestsPerRound = requestsPerRound;
        progress.plan(rounds);
        snapshot(SmapsEvidence.FIRST);
        for (int round = 1; round <= rounds; round++) {
            oneRound(requestsPerRound, sender);
            blocks.refuseHopeless();
        }
        blocks.refuseStall();
        int most = Math.min(rounds * MOST_ROUNDS_FACTOR, GrowthJudge.MOST_ROUNDS);
        while (progress.rounds() < most && unsettled.test(this)) {
            progress.planOneMore();
            oneRound(requestsPerRound, sender);
            blocks.refuseStall();
        }
        return this;
    }

    /** Asks for some requests; how many there were, a tool says afterwards. */
    private void oneRound(int requests, Sender sender) {
        progress.nextRound();
        long before = progress.load().requests();
        blocks.round(requests, sender);
        StoppedException.throwFor(sizes.add(progress.load().requests() - before));
        requestsPerRound = sizes.mean();
        snapshot(null);
    }

    /** Writes the evidence of the service's last state. */
    void keepLastSmaps() {
        if (progress.rounds() > 0) {
            try (OutputStream raw = SmapsEvidence.create(folder, SmapsEvidence.LAST)) {
                recorder.copySmaps(raw);
            } catch (ProcAccessException e) {
                // Evidence only; a snapshot that may not look has said so.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void snapshot(@Nullable String evidence) {
        boolean taken;
        try (OutputStream raw = evidence == null ? null : SmapsEvidence.create(folder, evidence)) {
            taken = recorder.take(progress.requests(), raw);
        } catch (ProcAccessException e) {
            throw StoppedException.inconclusive(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        blocks.refuseDead(!taken);
        if (!taken) {
            throw StoppedException.crashed("the service ended " + progress.where());
        }
        stackMarks.take(recorder.lastSeen());
    }

    @Override
    public ProcessSpace addressSpace() {
        return SpaceLook.at(recorder.lastSeen())
                .largest()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no process of the service can be looked at: it has ended, or"
                                                + " belongs to another user"));
    }

    @Override
    public RunFindings findings() {
        return FindingsNow.of(recording(), recorder.lastSeen(), allowedGrowth, way);
    }

    @Override
    public Recording recording() {
        if (progress.rounds() == 0) {
            throw new IllegalStateException("nothing is measured yet; call rounds(…) first");
        }
        return recorder.recording(requestsPerRound);
    }

    /** Returns what was recorded, which may be nothing. */
    Recording recordingUntilNow() {
        return recorder.recording(requestsPerRound);
    }

    /** Returns the processes of the last snapshot, the launched one first. */
    List<ProcessId> lastSeen() {
        return recorder.lastSeen();
    }

    List<ProcessInfo> processes() {
        return recorder.processNames().entrySet().stream()
                .map(process -> new ProcessInfo(process.getKey(), process.getValue(), null))
                .toList();
    }

    /** Returns the allocator of each role's processes, as of the last snapshot. */
    Map<String, Allocator> allocators() {
        return heaps.allocators();
    }

    /** Returns how many of something a process of the service may have. */
    StackMarks stackMarks() {
        return stackMarks;
    }

    Map<Count, Long> limits() {
        return recorder.limits();
    }

    Samples samples() {
        return blocks.samples();
    }

    LoadReport load() {
        return progress.load();
    }

    /** Returns the load tool of the rounds; empty when the built-in driver sent them. */
    Optional<ToolRunner> tool() {
        return blocks.tools().last();
    }

    /** Returns what the rounds sent, to send it to another process; null before any round. */
    @Nullable RepeatableLoad again() {
        return again;
    }

    int warmUpRequests() {
        return Math.toIntExact(progress.warmUp().requests());
    }

    int roundsDone() {
        return progress.rounds();
    }

    long deadline() {
        return progress.deadline();
    }

    /** Returns what to throw when the time is over. */
    StoppedException timeIsOver() {
        return progress.timeIsOver();
    }

    void refuseNoRounds() {
        if (progress.rounds() == 0) {
            throw StoppedException.inconclusive(
                    "the method measured no rounds; call run.rounds(rounds, requestsPerRound,"
                            + " this::oneRequest)");
        }
    }

    @Override
    public void close() {
        blocks.close();
        recorder.close();
    }
}
