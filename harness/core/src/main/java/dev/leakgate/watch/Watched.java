package dev.leakgate.watch;

import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.ProcAccessException;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.report.RunDocument.ServiceInfo;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Holds a service that is watched: one that we launched and stop, or one that runs by itself. */
final class Watched implements AutoCloseable {

    private static final int LONGEST_COMMAND = 1 << 16;

    private final @Nullable RunningService launched;
    private final @Nullable ProcessFamily adopted;

    private Watched(@Nullable RunningService launched, @Nullable ProcessFamily adopted) {
        this.launched = launched;
        this.adopted = adopted;
    }

    static Watched launch(NativeService service, Path folder) {
        return new Watched(RunningService.launch(service, folder), null);
    }

    /**
     * Takes a process that runs.
     *
     * @throws WatchException when there is none
     */
    static Watched adopt(int pid) {
        return new Watched(
                null,
                ProcessFamily.of(pid)
                        .orElseThrow(
                                () ->
                                        new WatchException(
                                                "there is no process "
                                                        + pid
                                                        + "; check the pid, for instance with ps"
                                                        + " -e")));
    }

    /** Returns what runs of it now. Both kinds of service look for themselves, one at a time. */
    synchronized List<ProcessId> processes() {
        if (launched != null) {
            return launched.processes();
        }
        return adopted == null ? List.of() : adopted.members();
    }

    int pid() {
        return launched != null
                ? launched.root().pid()
                : adopted == null ? 0 : adopted.root().pid();
    }

    OptionalInt port() {
        return launched == null
                ? OptionalInt.empty()
                : launched.address()
                        .map(InetSocketAddress::getPort)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
    }

    @Nullable RunningService launched() {
        return launched;
    }

    /** Describes a process that ran before; null for one that we launched, or that has ended. */
    @Nullable ServiceInfo adopted() {
        if (adopted == null) {
            return null;
        }
        Path proc = Path.of("/proc", Integer.toString(pid()));
        String exe;
        try {
            exe = Files.readSymbolicLink(proc.resolve("exe")).toString();
        } catch (IOException unreadable) {
            exe = null;
        }
        return new ServiceInfo(command(proc), exe, pid(), null, null);
    }

    private static List<String> command(Path proc) {
        try (var in = Files.newInputStream(proc.resolve("cmdline"))) {
            String text = new String(in.readNBytes(LONGEST_COMMAND), StandardCharsets.UTF_8);
            return Arrays.asList(text.split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** Says how it ended; null while anything of it runs. */
    @Nullable String ended() {
        try {
            if (!processes().isEmpty()) {
                return null;
            }
        } catch (ProcAccessException hidden) {
            return null;
        }
        String how =
                launched == null
                        ? ""
                        : launched.exitStatus()
                                .map(ExitStatus::toString)
                                .map(s -> " with " + s)
                                .orElse("");
        return "the service ended" + how + " while the tests ran";
    }

    /** Stops what we launched; what ran before runs on. */
    @Override
    public synchronized void close() {
        if (launched != null) {
            launched.close();
        }
        if (adopted != null) {
            adopted.close();
        }
    }
}
