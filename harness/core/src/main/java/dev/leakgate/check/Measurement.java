package dev.leakgate.check;

import dev.leakgate.heap.Allocator;
import dev.leakgate.heap.ServiceHeaps;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.ProcAccessException;
import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadBlock;
import dev.leakgate.load.LoadGenerator;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.load.LoadReport;
import dev.leakgate.load.LoadToolException;
import dev.leakgate.load.ToolRunner;
import dev.leakgate.recording.Count;
import dev.leakgate.recording.Recorder;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Sampler;
import dev.leakgate.recording.Samples;
import dev.leakgate.report.RunDocument.ProcessInfo;
import dev.leakgate.service.RunningService;
import dev.leakgate.verdict.GrowthJudge;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Measures a running service: sends the load and takes the snapshots, until something stops it. */
final class Measurement implements LeakCheckRun, AutoCloseable {

    /* How far all rounds may be behind their schedule: at their end, and before they are done. */
    private static final Duration STALL = Duration.ofMillis(100);
    private static final Duration HOPELESS = Duration.ofSeconds(2);

    /** A run that has not settled goes on, up to this many times the rounds of its plan. */
    private static final int MOST_ROUNDS_FACTOR = 4;

    private final CheckPlan plan;
    private final Path folder;
    private final long deadline;
    private final Predicate<Measurement> unsettled;
    private final ServiceHeaps heaps = new ServiceHeaps();
    private final Recorder recorder;
    private final LoadGenerator load;
    private final ServiceWatch watch;
    private final Sampler sampler;
    private volatile long requestsBefore;
    private final ToolRounds tools;
    private final RoundSizes rounds = new RoundSizes();
    private LoadReport warmUpLoad = LoadReport.NONE;
    private LoadReport roundsLoad = LoadReport.NONE;
    private int warmUpRequests;
    private int requestsPerRound;
    private int roundsPlanned;
    private int roundsDone;

    /**
     * Begins to measure.
     *
     * @param unsettled says whether the rounds until now cannot tell, and more could
     */
    Measurement(
            RunningService service,
            CheckPlan plan,
            Path folder,
            long deadline,
            Predicate<Measurement> unsettled) {
        this.unsettled = unsettled;
        this.plan = plan;
        this.folder = folder;
        this.deadline = deadline;
        recorder = new Recorder(service::processes, heaps::read);
        load =
                new LoadGenerator(
                        service.address()
                                .orElse(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        plan.concurrency(),
                        plan.requestTimeout(),
                        plan.shape());
        watch = new ServiceWatch(service, load);
        sampler = new Sampler(() -> requestsBefore + load.endedNow());
        tools = new ToolRounds(service.address(), folder, load::aborted, this::left);
    }

    @Override
    public LeakCheckRun warmUp(int requests, LoadMethod method) {
        if (requests < 0) {
            throw new IllegalArgumentException("warmUp = " + requests + " must be 0 or more");
        }
        return warmUp(requests, sender(method));
    }

    @Override
    public LeakCheckRun warmUp(ExternalLoad tool) {
        return warmUp(tools.requests(tool), tools.sender(tool));
    }

    @Override
    public LeakCheckRun warmUp(int requests, ExternalLoad tool) {
        if (requests < 1) {
            throw new IllegalArgumentException("warmUp = " + requests + " must be 1 or more");
        }
        return warmUp(requests, tools.sender(tool));
    }

    private LeakCheckRun warmUp(int requests, Sender sender) {
        if (roundsDone > 0) {
            throw new IllegalStateException("warm up before the rounds, not after them");
        }
        long before = warmUpLoad.requests();
        warmUpLoad = send(requests, sender, warmUpLoad);
        warmUpRequests += Math.toIntExact(warmUpLoad.requests() - before);
        return this;
    }

    @Override
    public LeakCheckRun rounds(int rounds, int requestsPerRound, LoadMethod method) {
        return rounds(rounds, requestsPerRound, sender(method));
    }

    @Override
    public LeakCheckRun rounds(int rounds, ExternalLoad tool) {
        return rounds(rounds, tools.requests(tool), tools.sender(tool));
    }

    @Override
    public LeakCheckRun rounds(int rounds, int requestsPerRound, ExternalLoad tool) {
        return rounds(rounds, requestsPerRound, tools.sender(tool));
    }

    private LeakCheckRun rounds(int rounds, int requestsPerRound, Sender sender) {
        CheckPlan.requireRounds(rounds, requestsPerRound);
        if (roundsDone > 0) {
            throw new IllegalStateException(
                    "the rounds of this run are done; one run measures rounds of one size");
        }
        this.requestsPerRound = requestsPerRound;
        roundsPlanned = rounds;
        snapshot(SmapsEvidence.FIRST);
        for (int round = 1; round <= rounds; round++) {
            oneRound(requestsPerRound, sender);
            refuseCollapse(HOPELESS);
        }
        refuseCollapse(STALL);
        int most = Math.min(rounds * MOST_ROUNDS_FACTOR, GrowthJudge.MOST_ROUNDS);
        while (roundsDone < most && unsettled.test(this)) {
            roundsPlanned++;
            oneRound(requestsPerRound, sender);
            refuseCollapse(STALL);
        }
        return this;
    }

    /** Asks for some requests; how many there were, a tool says afterwards. */
    private void oneRound(int requests, Sender sender) {
        roundsDone++;
        long before = roundsLoad.requests();
        roundsLoad = send(requests, sender, roundsLoad);
        stopFor(rounds.add(roundsLoad.requests() - before));
        requestsPerRound = rounds.mean();
        snapshot(null);
    }

    private Sender sender(LoadMethod method) {
        return (requests, round, before) ->
                load.run(requests, method, left(), before.failuresLeft(requests));
    }

    /** Writes the evidence of the service's last state. */
    void keepLastSmaps() {
        if (roundsDone > 0) {
            try (OutputStream raw = SmapsEvidence.create(folder, SmapsEvidence.LAST)) {
                recorder.copySmaps(raw);
            } catch (ProcAccessException e) {
                // Evidence only; a snapshot that may not look has said so.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private LoadReport send(int requests, Sender sender, LoadReport before) {
        LoadBlock block;
        requestsBefore = requestsDone();
        sampler.resume(recorder.lastSeen());
        try {
            block = sender.send(requests, roundsDone, before);
        } catch (LoadToolException e) {
            // A tool whose service died fails too.
            refuseDead(true);
            throw StoppedException.inconclusive(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw left().isNegative()
                    ? timeIsOver()
                    : StoppedException.inconclusive("the check was interrupted; run it again");
        } finally {
            // Before the service is looked at whether it is quiet.
            sampler.pause();
        }
        LoadReport report = before.add(block);
        refuseDead(block.failed() > 0 || block.end() == LoadBlock.End.ABORTED);
        stopFor(LoadProblem.of(block, report, plan, where()).map(this::withWhoEnded));
        if (block.timedOut()) {
            throw timeIsOver();
        }
        return report;
    }

    private void refuseCollapse(Duration tolerated) {
        stopFor(LoadProblem.ofSchedule(roundsLoad, tolerated, plan));
    }

    private String withWhoEnded(String problem) {
        return problem + recorder.ended().map(process -> "; " + process + " ended").orElse("");
    }

    private static void stopFor(Optional<String> problem) {
        if (problem.isPresent()) {
            throw StoppedException.inconclusive(problem.get());
        }
    }

    private void snapshot(@Nullable String evidence) {
        boolean taken;
        try (OutputStream raw = evidence == null ? null : SmapsEvidence.create(folder, evidence)) {
            taken = recorder.take(requestsDone(), raw);
        } catch (ProcAccessException e) {
            throw StoppedException.inconclusive(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        refuseDead(!taken);
        if (!taken) {
            throw StoppedException.crashed("the service ended " + where());
        }
    }

    private void refuseDead(boolean suspected) {
        Optional<ExitStatus> exit = watch.died(suspected);
        if (exit.isPresent()) {
            throw StoppedException.crashed("the service ended with " + exit.get() + " " + where());
        }
    }

    /** Says at which point of the run we are. */
    private String where() {
        return roundsDone == 0
                ? "while it was warmed up"
                : "in round " + roundsDone + " of " + roundsPlanned;
    }

    private Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    private long requestsDone() {
        return warmUpLoad.requests() + roundsLoad.requests();
    }

    @Override
    public Recording recording() {
        if (roundsDone == 0) {
            throw new IllegalStateException("nothing is measured yet; call rounds(…) first");
        }
        return recorder.recording(requestsPerRound);
    }

    /** Returns what was recorded, which may be nothing. */
    Recording recordingUntilNow() {
        return recorder.recording(requestsPerRound);
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
    Map<Count, Long> limits() {
        return recorder.limits();
    }

    Samples samples() {
        return sampler.samples();
    }

    LoadReport load() {
        return roundsLoad;
    }

    /** Returns the load tool of the rounds; empty when the built-in driver sent them. */
    Optional<ToolRunner> tool() {
        return tools.last();
    }

    int warmUpRequests() {
        return warmUpRequests;
    }

    int roundsDone() {
        return roundsDone;
    }

    long deadline() {
        return deadline;
    }

    /** Returns what to throw when the time is over. */
    StoppedException timeIsOver() {
        return StoppedException.inconclusive(
                String.format(
                        Locale.ROOT,
                        "the time cap of %d s was reached %s, after %,d requests; raise timeCap, or send"
                                + " fewer requests",
                        plan.timeCap().toSeconds(),
                        where(),
                        requestsDone()));
    }

    void refuseNoRounds() {
        if (roundsDone == 0) {
            throw StoppedException.inconclusive(
                    "the method measured no rounds; call run.rounds(rounds, requestsPerRound,"
                            + " this::oneRequest)");
        }
    }

    @Override
    public void close() {
        sampler.close();
        watch.close();
        load.close();
        recorder.close();
    }
}
