package dev.leakgate.check;

import dev.leakgate.load.LoadBlock;
import dev.leakgate.load.LoadGenerator;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.load.LoadReport;
import dev.leakgate.load.LoadToolException;
import dev.leakgate.recording.Recorder;
import dev.leakgate.recording.Sampler;
import dev.leakgate.recording.Samples;
import dev.leakgate.service.RunningService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** Sends the blocks of requests of a run, and stops it when they are not what they should be. */
final class LoadBlocks implements AutoCloseable {

    /* How far all rounds may be behind their schedule: at their end, and before they are done. */
    private static final Duration STALL = Duration.ofMillis(100);
    private static final Duration HOPELESS = Duration.ofSeconds(2);

    private final RunningService service;
    private final CheckPlan plan;
    private final Progress progress;
    private final Recorder recorder;
    private final LoadGenerator load;
    private final ServiceWatch watch;
    private final Sampler sampler;
    private final ToolRounds tools;
    private volatile long requestsBefore;

    LoadBlocks(
            RunningService service,
            CheckPlan plan,
            Path folder,
            Progress progress,
            Recorder recorder) {
        this.service = service;
        this.plan = plan;
        this.progress = progress;
        this.recorder = recorder;
        load =
                new LoadGenerator(
                        service.address()
                                .orElse(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        plan.concurrency(),
                        plan.requestTimeout(),
                        plan.shape());
        watch = new ServiceWatch(service, load);
        sampler = new Sampler(() -> requestsBefore + load.endedNow());
        tools = new ToolRounds(service.address(), folder, load::aborted, progress::left);
    }

    ToolRounds tools() {
        return tools;
    }

    /** Lets a method send the next blocks. */
    Sender sender(LoadMethod method) {
        return (requests, round, before) ->
                load.run(requests, method, progress.left(), before.failuresLeft(requests));
    }

    /** Asks for some requests to warm up; how many there were, a tool says afterwards. */
    void warmUp(int requests, Sender sender) {
        progress.warmedUp(send(requests, sender, progress.warmUp()));
    }

    /** Asks for some requests of a round. */
    void round(int requests, Sender sender) {
        progress.loaded(send(requests, sender, progress.load()));
    }

    private LoadReport send(int requests, Sender sender, LoadReport before) {
        LoadBlock block;
        requestsBefore = progress.requests();
        sampler.resume(recorder.lastSeen());
        try {
            block = sender.send(requests, progress.rounds(), before);
        } catch (LoadToolException e) {
            // A tool whose service died fails too.
            refuseDead(true);
            throw StoppedException.inconclusive(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw progress.left().isNegative()
                    ? progress.timeIsOver()
                    : StoppedException.inconclusive("the check was interrupted; run it again");
        } finally {
            // Before the service is looked at whether it is quiet.
            sampler.pause();
        }
        LoadReport report = before.add(block);
        refuseDead(block.failed() > 0 || block.end() == LoadBlock.End.ABORTED);
        StoppedException.throwFor(
                LoadProblem.of(block, report, plan, progress.where()).map(this::withWhoEnded));
        if (block.timedOut()) {
            throw progress.timeIsOver();
        }
        return report;
    }

    private String withWhoEnded(String problem) {
        return problem + recorder.ended().map(process -> "; " + process + " ended").orElse("");
    }

    /** Stops a run whose rounds are far behind their schedule, though it is not done. */
    void refuseHopeless() {
        refuseCollapse(HOPELESS);
    }

    /** Stops a run whose rounds, all of them, are behind their schedule. */
    void refuseStall() {
        refuseCollapse(STALL);
    }

    private void refuseCollapse(Duration tolerated) {
        StoppedException.throwFor(LoadProblem.ofSchedule(progress.load(), tolerated, plan));
    }

    /** Stops the run when the service has ended. */
    void refuseDead(boolean suspected) {
        if (watch.died(suspected)) {
            throw StoppedException.crashed(service.ended(progress.where()));
        }
    }

    Samples samples() {
        return sampler.samples();
    }

    @Override
    public void close() {
        sampler.close();
        watch.close();
        load.close();
    }
}
