package dev.leakgate.recording;

import dev.leakgate.linux.ProcAccessException;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Samples a service while its load runs, on a thread of its own, and shows what happens within
 * rounds. Each pause follows from what the sample before it cost us and may have cost the service,
 * so that sampling takes no more than 0.5 % of a core and of the service's time.
 */
public final class Sampler implements AutoCloseable {

    /* Samples that are kept; then every second one goes. */
    private static final int MOST_SAMPLES = 2000;

    private final LongSupplier requestsDone;
    private final long begin = System.nanoTime();
    private final Thread thread;
    private final List<Sample> samples = new ArrayList<>();
    private @Nullable List<ProcessId> watched;
    private volatile boolean stop;
    private boolean looking;
    private boolean closed;
    private long due;
    private final SamplingPace pace = new SamplingPace();
    private long left;
    private int taken;
    private long costNanos;
    private long resumedAt;
    private long sampledNanos;
    private String method = "";

    /** Begins without sampling. */
    public Sampler(LongSupplier requestsDone) {
        this.requestsDone = requestsDone;
        thread = new Thread(this::run, "leakgate-sampler");
        thread.setDaemon(true);
        thread.start();
    }

    /** Samples these processes from now on, and those that they start. */
    public synchronized void resume(List<ProcessId> processes) {
        watched = List.copyOf(processes);
        stop = false;
        resumedAt = System.nanoTime();
        due = resumedAt + left;
        notifyAll();
    }

    /** Stops sampling, and returns once the sampler lets the service alone: within a step. */
    public synchronized void pause() {
        if (watched != null) {
            sampledNanos += System.nanoTime() - resumedAt;
            left = Math.max(0, due - System.nanoTime());
        }
        watched = null;
        stop = true;
        boolean interrupted = false;
        while (looking) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what was sampled until now; call it while sampling is paused. */
    public synchronized Samples samples() {
        return new Samples(
                method,
                samples,
                taken,
                Duration.ofNanos(costNanos),
                Duration.ofNanos(sampledNanos));
    }

    private void run() {
        try (CheapLook look = new CheapLook();
                ProcReader proc = new ProcReader()) {
            setMethod(look.method());
            Births births = new Births(proc);
            // Loads the code while nobody is sampled: a first look costs many times a later one.
            births.now();
            look.footprint((int) ProcessHandle.current().pid(), () -> stop);
            List<ProcessId> begun = List.of();
            List<ProcessId> processes = awaitTurn();
            while (processes != null) {
                long cpuBefore = cpuNanos();
                long busyBefore = System.nanoTime() - look.restedNanos();
                if (processes != begun) {
                    births.begin(processes);
                    begun = processes;
                }
                Sample sample = sample(look, births.now());
                // Off the CPU in the middle of a step we keep the service's mapping lock.
                long busy = System.nanoTime() - look.restedNanos() - busyBefore;
                done(sample, cpuNanos() - cpuBefore, busy);
                processes = awaitTurn();
            }
        } catch (InterruptedException | ProcAccessException | UncheckedIOException end) {
            // Closed, or it cannot be looked at: the snapshots say that, with the remedy.
        } finally {
            ended();
        }
    }

    private @Nullable Sample sample(CheapLook look, List<ProcessId> processes) {
        Duration at = Duration.ofNanos(System.nanoTime() - begin);
        long footprint = 0;
        long rss = 0;
        for (ProcessId process : processes) {
            OptionalLong part = look.footprint(process.pid(), () -> stop);
            if (stop) {
                return null;
            }
            footprint += part.orElse(0);
            rss += look.rss(process.pid()).orElse(0);
        }
        return new Sample(at, requestsDone.getAsLong(), footprint, rss);
    }

    /** Waits until a sample is due; null when this is closed. */
    private synchronized @Nullable List<ProcessId> awaitTurn() throws InterruptedException {
        while (true) {
            List<ProcessId> processes = watched;
            long rest = due - System.nanoTime();
            if (closed) {
                return null;
            }
            if (processes == null) {
                wait();
            } else if (rest > 0) {
                wait(rest / 1_000_000 + 1);
            } else {
                looking = true;
                return processes;
            }
        }
    }

    private synchronized void done(@Nullable Sample sample, long cost, long busy) {
        looking = false;
        costNanos += cost;
        left = pace.pauseAfter(cost, busy);
        due = System.nanoTime() + left;
        taken++;
        if (sample != null) {
            samples.add(sample);
        }
        if (samples.size() == MOST_SAMPLES) {
            for (int i = MOST_SAMPLES - 1; i > 0; i -= 2) {
                samples.remove(i);
            }
            pace.slower();
        }
        notifyAll();
    }

    private synchronized void ended() {
        looking = false;
        closed = true;
        notifyAll();
    }

    private synchronized void setMethod(String text) {
        method = text;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void close() {
        pause();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }
}
