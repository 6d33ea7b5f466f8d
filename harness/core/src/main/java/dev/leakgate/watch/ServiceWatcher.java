package dev.leakgate.watch;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.CrashWitness;
import dev.leakgate.check.KeptMemory;
import dev.leakgate.check.OnCrash;
import dev.leakgate.check.WatchedCheck;
import dev.leakgate.check.WatchedService;
import dev.leakgate.heap.ServiceHeaps;
import dev.leakgate.linux.ProcAccessException;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.recording.Recorder;
import dev.leakgate.recording.Sampler;
import dev.leakgate.report.ResultFolder;
import dev.leakgate.report.Session;
import dev.leakgate.report.WatchInfo;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Suppressions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Watches one service while tests of others run, and judges it at the end: growth when the tests
 * ran often enough, peaks in any case.
 *
 * <p>One thread at a time.
 */
public final class ServiceWatcher implements AutoCloseable {

    /** What results of this kind have in place of a test class. */
    public static final String CLASS = "watch";

    private final String name;
    private final Path folder;
    private final Path marks;
    private final boolean severalPasses;
    private final RunningService service;
    private final @Nullable CrashWitness witness;
    private final ServiceHeaps heaps = new ServiceHeaps();
    private final Recorder recorder;
    private final Sampler sampler;
    private final Looks looks;
    private final AtomicInteger passes = new AtomicInteger();
    private long testsAtFirstPass;
    private long testsUntilNow;
    private @Nullable String trouble;
    private boolean closed;

    private ServiceWatcher(
            String name,
            Path folder,
            Path marks,
            boolean severalPasses,
            RunningService service,
            @Nullable CrashWitness witness) {
        this.name = name;
        this.folder = folder;
        this.marks = marks;
        this.severalPasses = severalPasses;
        this.service = service;
        this.witness = witness;
        recorder = new Recorder(this::processes, heaps::read);
        sampler = new Sampler(passes::get);
        looks = new Looks(this::processes);
        if (!severalPasses) {
            snapshot(0);
        }
        sampler.resume(processes());
    }

    /**
     * Launches a service, or attaches to one that runs and goes on afterwards, and begins to watch
     * it.
     *
     * @param base where all results go
     * @param marks the file that tests append to, {@link Mark#FILE_NAME}
     * @param severalPasses whether {@link #passDone} will tell of several
     * @throws dev.leakgate.service.ServiceException when it does not start, or does not run
     */
    public static ServiceWatcher watch(
            String name, NativeService what, Path base, Path marks, boolean severalPasses)
            throws IOException {
        return watch(name, what, base, marks, severalPasses, OnCrash.CORE, KeptMemory.DEFAULT);
    }

    /**
     * Does the same with a service whose crash may be traced.
     *
     * @param kept what is kept of a service that crashes
     * @throws dev.leakgate.service.ServiceException when it does not start, or does not run; or
     *     when it runs already and was to be traced from its start
     */
    public static ServiceWatcher watch(
            String name,
            NativeService what,
            Path base,
            Path marks,
            boolean severalPasses,
            OnCrash onCrash,
            KeptMemory kept)
            throws IOException {
        Path folder = folder(base, name);
        CrashWitness witness = CrashWitness.of(onCrash, folder, kept);
        return new ServiceWatcher(
                name,
                folder,
                marks,
                severalPasses,
                RunningService.launch(what, folder, witness),
                witness);
    }

    /** Says how it ended; null while anything of it runs, or hides from us. */
    private @Nullable String ended() {
        try {
            return processes().isEmpty() ? service.ended("while the tests ran") : null;
        } catch (ProcAccessException hidden) {
            return null;
        }
    }

    private static Path folder(Path base, String name) throws IOException {
        return ResultFolder.prepare(base, CLASS, name, Session.current().id());
    }

    /** Returns what the user calls the service. */
    public String name() {
        return name;
    }

    /** Looks and snapshots come from two threads. */
    private List<ProcessId> processes() {
        synchronized (service) {
            return service.processes();
        }
    }

    /** Returns the process that was launched or attached to. */
    public int pid() {
        return service.root().pid();
    }

    /** Returns where the service listens; empty when it has no port, or several. */
    public OptionalInt port() {
        return service.port();
    }

    /** Says whether nothing of the service runs any more. */
    public boolean hasEnded() {
        return ended() != null;
    }

    /** Takes note that all tests ran once more: waits until the service is quiet, and looks. */
    public void passDone() {
        passes.incrementAndGet();
        testsUntilNow = Mark.read(marks).stream().filter(mark -> !mark.begins()).count();
        if (passes.get() == 1) {
            testsAtFirstPass = testsUntilNow;
        }
        snapshot(testsUntilNow > 0 ? testsUntilNow : passes.get());
    }

    private void snapshot(long requestsDone) {
        try {
            sampler.pause();
            var unused = recorder.take(requestsDone, null);
            sampler.resume(processes());
        } catch (ProcAccessException refused) {
            trouble = String.valueOf(refused.getMessage());
        }
    }

    /** Says whether one more pass of the tests could settle what the passes until now cannot. */
    public boolean wantsAnotherPass(BytesPerRequest allowedGrowth, Suppressions known) {
        return trouble == null
                && check(allowedGrowth, known, KeptMemory.DEFAULT)
                        .wantsAnotherPass(recorder.recording(Math.max(1, testsPerPass())));
    }

    private int testsPerPass() {
        long rounds = Math.max(1, passes.get() - 1);
        return testsUntilNow > 0 ? (int) ((testsUntilNow - testsAtFirstPass) / rounds) : 1;
    }

    private WatchedCheck check(BytesPerRequest allowedGrowth, Suppressions known, KeptMemory kept) {
        return new WatchedCheck(
                new CheckId(CLASS, name, CLASS + " of " + name),
                allowedGrowth,
                known,
                kept,
                folder);
    }

    /** Judges, writes the evidence and stops the service. */
    public CheckOutcome finish(BytesPerRequest allowedGrowth, Suppressions known, KeptMemory kept) {
        String ended = ended();
        if (!severalPasses && ended == null) {
            passDone();
        }
        sampler.pause();
        looks.close();
        boolean marked = testsUntilNow > 0;
        try {
            return check(allowedGrowth, known, kept)
                    .conclude(
                            new WatchedService(
                                    recorder,
                                    heaps,
                                    sampler.samples(),
                                    seen(marked),
                                    marked ? (int) testsAtFirstPass : 1,
                                    testsPerPass(),
                                    service,
                                    trouble == null && !looks.trouble().isEmpty()
                                            ? looks.trouble()
                                            : trouble,
                                    witness,
                                    ended));
        } finally {
            close();
        }
    }

    private WatchInfo seen(boolean marked) {
        Looks.Look highest = looks.highest();
        return new WatchInfo(
                Math.max(1, passes.get()),
                marked,
                service.attached(),
                highest.footprint(),
                highest.rss(),
                highest.threads(),
                highest.descriptors(),
                looks.peaks(),
                WatchedTests.of(Mark.read(marks), looks.all()));
    }

    /** Stops the service without a verdict, if that has not been done. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            sampler.close();
            looks.close();
            recorder.close();
        } catch (UncheckedIOException e) {
            // What matters is that the service stops.
        } finally {
            synchronized (service) {
                service.close();
            }
        }
    }
}
