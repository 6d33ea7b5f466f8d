package dev.leakgate.watch;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.recording.Recorder;
import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.service.RunningService;
import dev.leakgate.traffic.CounterException;
import dev.leakgate.traffic.RequestCounter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a service that others load, again and again while it works, and judges whether it grows.
 *
 * <p>Each pause follows from what the look before it cost, so that all together takes no more than
 * a hundredth of a core; with 10,000 mappings that is a look in some five seconds. The looks are
 * kept for ever, ever fewer of them: when there are {@value LookPlan#MOST}, every second one goes,
 * and rounds become twice as long.
 *
 * <p>Not thread-safe.
 */
public final class LiveWatch implements AutoCloseable {

    /* Of one core; what prints and judges takes as much again at most. */
    private static final double SHARE = 0.005;

    private final RunningService service;
    private final @Nullable RequestCounter counter;
    private final Duration shortestPause;
    private final Duration warmUp;
    private final Recorder recorder;
    private final ProcReader proc = new ProcReader();
    private final LiveJudge judge = new LiveJudge();
    private final long begin = System.nanoTime();
    private final long cpuAtBegin = cpuNanos();
    private LiveRequests requests = LiveRequests.NONE;
    private LookPlan plan = new LookPlan();
    private Duration pause;
    private int looks;
    private String interruption = "";

    /**
     * Begins without a look.
     *
     * @param counter tells the service's requests; null when nobody does
     * @param shortestPause between two looks
     * @param warmUp time whose looks are shown and not judged
     */
    public LiveWatch(
            RunningService service,
            @Nullable RequestCounter counter,
            Duration shortestPause,
            Duration warmUp) {
        this.service = service;
        this.counter = counter;
        this.shortestPause = shortestPause;
        this.warmUp = warmUp;
        pause = shortestPause;
        recorder = new Recorder(service::processes);
    }

    /**
     * Looks now.
     *
     * @return false when nothing of the service runs any more
     * @throws dev.leakgate.linux.ProcAccessException when it may not be looked at
     */
    public boolean look() {
        long cpu = cpuNanos();
        count();
        if (elapsed().compareTo(warmUp) < 0 || wasReplaced()) {
            recorder.forget();
            judge.beginAnew();
            plan = new LookPlan();
        }
        if (plan.isFull()) {
            recorder.thin();
            plan.thinned();
        }
        boolean replaces = plan.replacesLast();
        if (!recorder.takeNow(requests.total())) {
            return false;
        }
        looks++;
        if (replaces) {
            recorder.forgetLastButOne();
        }
        if (plan.taken()) {
            judge.judge(recorder.recording(1));
        }
        long cost = cpuNanos() - cpu;
        // The first one loads the code, and costs many times a later one.
        pause = looks == 1 ? shortestPause : paced(cost);
        return true;
    }

    private boolean wasReplaced() {
        List<Snapshot> taken = recorder.recording(1).snapshots();
        if (taken.isEmpty() || taken.get(taken.size() - 1).replaced().isEmpty()) {
            return false;
        }
        interruption = taken.get(taken.size() - 1).replaced().get(0) + "; growth counts from there";
        return true;
    }

    private void count() {
        if (counter == null) {
            return;
        }
        try {
            requests = requests.after(counter.read());
        } catch (CounterException failure) {
            requests = requests.failed(String.valueOf(failure.getMessage()));
        }
    }

    /** Returns the time until the next look should come. */
    public Duration pause() {
        return pause;
    }

    /** Returns the time since it began. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Shows what the last look saw, and what all that are kept say together. */
    public LiveView view() {
        Recording recording = recorder.recording(1);
        long nanos = Math.max(1, System.nanoTime() - begin);
        return LiveView.of(
                recording,
                judge,
                recorder.lastSeen(),
                requests,
                elapsed(),
                looks,
                (double) (cpuNanos() - cpuAtBegin) / nanos,
                interruption);
    }

    /** Returns the judgement on what was seen until now. */
    public LiveJudge judge() {
        return judge;
    }

    /** Returns the process that has most of what grows. */
    public ProcessId largest() {
        return LargestProcess.of(proc, recorder.lastSeen(), judge.leaking());
    }

    /** Returns the service. */
    public RunningService service() {
        return service;
    }

    private Duration paced(long cost) {
        Duration paced = Duration.ofNanos((long) (cost / SHARE));
        return paced.compareTo(shortestPause) > 0 ? paced : shortestPause;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Ends the watching; the service is left to whoever launched it. */
    @Override
    public void close() {
        recorder.close();
        proc.close();
    }
}
