package dev.leakgate.service;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.FatalSignalWatch;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.linux.ProcessTree;
import dev.leakgate.linux.SpawnSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a service that we launched and that is ready; {@link #close} stops it with all its
 * descendants.
 */
final class LaunchedService implements RunningService {

    private static final Duration GLANCE = Duration.ofMillis(10);

    private final NativeService description;
    private final CommandLine commandLine;
    private final ChildProcess process;
    private final ProcReader proc = new ProcReader();
    private final ProcessTree tree;
    private final ServiceLog log;
    private final CoreLimit coreLimit;
    private final FileTime launched;
    private @Nullable FatalSignalWatch watch;
    private boolean closed;

    private LaunchedService(
            NativeService description,
            CommandLine commandLine,
            CoreLimit coreLimit,
            FileTime launched,
            ChildProcess process,
            Path log) {
        this.description = description;
        this.coreLimit = coreLimit;
        this.launched = launched;
        this.commandLine = commandLine;
        this.process = process;
        this.log = new ServiceLog(log);
        tree = new ProcessTree(process, commandLine.executable(), proc);
    }

    static void requireProgram(NativeService description) {
        CommandLine.requireProgram(description);
        var unused = ServiceUser.of(description);
    }

    static LaunchedService launch(
            NativeService description, Path folder, FatalSignalWatch.@Nullable Witness witness) {
        CommandLine commandLine = CommandLine.resolve(description);
        ProgramFile.of(commandLine.executable()).refuseWhere(description.addressSpace());
        description.port().ifPresent(PortOwner::refuseIfTaken);
        Path log = prepareLog(folder);
        CoreLimit coreLimit = CoreLimit.of(description.limits());
        FileTime launched = FileClock.now(folder);
        ChildProcess process =
                ChildProcess.start(
                        new SpawnSpec(
                                commandLine.executable(),
                                commandLine.argv(),
                                commandLine.environment(),
                                description.workingDirectory(),
                                log,
                                log,
                                coreLimit.limits(),
                                ServiceUser.of(description),
                                description.addressSpace(),
                                witness != null));
        LaunchedService service =
                new LaunchedService(description, commandLine, coreLimit, launched, process, log);
        service.watch = witness == null ? null : FatalSignalWatch.start(process, witness);
        try {
            service.awaitReady();
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    private static Path prepareLog(Path folder) {
        Path log = folder.toAbsolutePath().resolve(LOG_FILE);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(log);
            return log;
        } catch (IOException e) {
            throw new ServiceException(
                    "the service's output cannot be written to " + log + " (" + e + ")");
        }
    }

    private void awaitReady() {
        ReadinessProbe probe = new ReadinessProbe(description.readiness(), commandLine.port(), log);
        long deadline = System.nanoTime() + description.readyWithin().toNanos();
        while (true) {
            boolean ready = probe.isReady();
            if (!ready) {
                awaitChange();
            }
            boolean ended = process.exitStatus().isPresent();
            List<ProcessId> running = ready || ended ? processes() : List.of(tree.root());
            if (ended && running.isEmpty()) {
                throw endedEarly(
                        "the service ended before it was ready, with "
                                + process.exitStatus().orElseThrow()
                                + ": "
                                + commandLine
                                + ProgramFile.of(commandLine.executable())
                                        .hint(process.exitStatus().orElseThrow())
                                + "\n"
                                + log.tail());
            }
            if (ready) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new ServiceException(
                        "the service was not ready within "
                                + description.readyWithin().toMillis()
                                + " ms: "
                                + probe.missing()
                                + "; if it needs longer, set readyWithin(…)\n"
                                + log.tail());
            }
        }
    }

    private ServiceException endedEarly(String message) {
        return process.exitStatus().orElseThrow() instanceof ExitStatus.Signalled
                ? new CrashedAtStartException(message, this)
                : new ServiceException(message);
    }

    @Override
    public boolean attached() {
        return false;
    }

    @Override
    public OptionalInt port() {
        return commandLine.port();
    }

    @Override
    public List<ProcessId> processes() {
        return tree.members();
    }

    @Override
    public ProcessId root() {
        return tree.root();
    }

    @Override
    public List<String> command() {
        return commandLine.argv();
    }

    @Override
    public Optional<Path> executable() {
        return Optional.of(commandLine.executable());
    }

    @Override
    public OptionalInt wordSize() {
        return ProgramFile.of(commandLine.executable()).wordSize().stream()
                .mapToInt(size -> size.bytes() * Byte.SIZE)
                .findFirst();
    }

    @Override
    public Optional<ExitStatus> exitStatus() {
        return process.exitStatus();
    }

    @Override
    public CrashCore crashCore() {
        Path folder = description.workingDirectory();
        return CrashCore.find(
                Path.of("/proc"),
                root().pid(),
                (folder == null ? Path.of("") : folder).toAbsolutePath(),
                launched,
                coreLimit.soft());
    }

    @Override
    public boolean awaitEnd(Duration atMost) {
        return process.awaitExit(atMost).isPresent();
    }

    @Override
    public String ended(String when) {
        return "the service ended"
                + exitStatus().map(status -> " with " + status).orElse("")
                + " "
                + when;
    }

    @Override
    public String logTail() {
        return log.tail();
    }

    @Override
    public List<String> lastLines() {
        return log.lastLines();
    }

    /**
     * Stops the service: asked by its signal, and SIGKILL for what still runs when time is over.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        endWatch();
        Set<ProcessId> asked = new HashSet<>();
        long deadline = System.nanoTime() + description.stopWithin().toNanos();
        List<ProcessId> running = processes();
        while (!running.isEmpty() && System.nanoTime() < deadline) {
            // A leader that ends may leave workers behind; then they are asked.
            List<ProcessId> leaders = leaders(running);
            leaders.removeAll(asked);
            tree.signal(leaders, description.stopSignal());
            asked.addAll(leaders);
            awaitChange();
            running = processes();
        }
        tree.kill();
        process.awaitExit(Duration.ofSeconds(1));
        process.forget();
        proc.close();
    }

    @Override
    public void endWatch() {
        FatalSignalWatch current = watch;
        watch = null;
        if (current != null) {
            current.close();
        }
    }

    /** Those whose parent is not of the service: the launched process, or the daemons it left. */
    private List<ProcessId> leaders(List<ProcessId> running) {
        List<Integer> pids = running.stream().map(ProcessId::pid).toList();
        return running.stream()
                .filter(
                        member ->
                                tree.parent(member)
                                        .filter(parent -> !pids.contains(parent))
                                        .isPresent())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Waits a little, less when the launched process ends. */
    private void awaitChange() {
        if (process.exitStatus().isPresent()) {
            LockSupport.parkNanos(GLANCE.toNanos());
        } else {
            process.awaitExit(GLANCE);
        }
    }
}
