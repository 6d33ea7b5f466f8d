package dev.leakgate.service;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.ProcLimit;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcessEnd;
import dev.leakgate.linux.ProcessFamily;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.linux.ResourceLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Holds a service that somebody else started: it is looked at, and never stopped. */
final class AttachedService implements RunningService {

    private final ProcessFamily family;
    private final ProcessEnd end;
    private final OptionalInt port;
    private final String name;
    private final List<String> command;
    private final @Nullable Path executable;
    private final OptionalInt wordSize;
    private final @Nullable Path workingDirectory;
    private final long coreLimit;
    private final FileTime since;

    private AttachedService(ProcessFamily family, OptionalInt port) {
        this.family = family;
        this.port = port;
        since = FileClock.now(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        ProcessId root = family.root();
        end = ProcessEnd.of(root);
        try (ProcReader proc = new ProcReader()) {
            name = proc.stat(root.pid()).map(ProcStat::comm).orElse("ended");
            command =
                    proc.content(root.pid(), "cmdline")
                            .map(words -> new String(words, StandardCharsets.UTF_8))
                            .map(text -> Arrays.asList(text.split("\0")))
                            .orElse(List.of());
            coreLimit = coreLimit(proc.limits(root.pid()).get("Max core file size"));
        }
        Path files = Path.of("/proc", Integer.toString(root.pid()));
        executable = target(files.resolve("exe"));
        workingDirectory = target(files.resolve("cwd"));
        // Its link is followed by the kernel, also to a program that was replaced meanwhile.
        wordSize =
                ProgramFile.of(files.resolve("exe")).wordSize().stream()
                        .mapToInt(size -> size.bytes() * Byte.SIZE)
                        .findFirst();
    }

    private static long coreLimit(@Nullable ProcLimit limit) {
        return limit == null ? 0 : limit.soft().orElse(ResourceLimit.UNLIMITED);
    }

    private static @Nullable Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException gone) {
            return null;
        }
    }

    /**
     * Finds the process and looks whether it can be measured.
     *
     * @param port where requests go; empty for the one that it is found by, or the only one that it
     *     listens on
     * @throws ServiceException when there is none, or it is closed to us
     */
    static AttachedService attach(Attachment attachment, OptionalInt port) {
        int pid = attachment.findPid();
        try {
            OptionalInt named = port.isPresent() ? port : attachment.port();
            return new AttachedService(
                    ProcessFamily.of(pid), named.isPresent() ? named : PortOwner.portOf(pid));
        } catch (CaptureRefusedException refused) {
            throw new ServiceException(refused.getMessage() + "; " + refused.remedy());
        }
    }

    @Override
    public boolean attached() {
        return true;
    }

    @Override
    public OptionalInt port() {
        return port;
    }

    @Override
    public List<ProcessId> processes() {
        return family.members();
    }

    @Override
    public ProcessId root() {
        return family.root();
    }

    @Override
    public List<String> command() {
        return command;
    }

    @Override
    public Optional<Path> executable() {
        return Optional.ofNullable(executable);
    }

    @Override
    public OptionalInt wordSize() {
        return wordSize;
    }

    @Override
    public Optional<ExitStatus> exitStatus() {
        return end.status();
    }

    @Override
    public boolean awaitEnd(Duration atMost) {
        return end.await(atMost);
    }

    @Override
    public String ended(String when) {
        return "the service, process "
                + root()
                + " ("
                + name
                + ") that ran before, ended "
                + exitStatus()
                        .map(status -> "with " + status + " " + when)
                        .orElse(when + "; how, its parent and its log can tell");
    }

    @Override
    public CrashCore crashCore() {
        if (coreLimit == 0) {
            return new CrashCore(
                    null,
                    "its limit on cores was 0; start it with ulimit -c unlimited, or under systemd"
                            + " with LimitCORE=infinity");
        }
        return CrashCore.find(
                Path.of("/proc"),
                root().pid(),
                workingDirectory == null ? Path.of("").toAbsolutePath() : workingDirectory,
                since,
                coreLimit);
    }

    @Override
    public String logTail() {
        return "  its output is not ours: see its own log";
    }

    @Override
    public List<String> lastLines() {
        return List.of();
    }

    @Override
    public void endWatch() {
        // It is not traced.
    }

    /** The service goes on. */
    @Override
    public void close() {
        end.close();
        family.close();
    }
}
