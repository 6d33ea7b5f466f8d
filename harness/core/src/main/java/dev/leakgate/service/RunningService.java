package dev.leakgate.service;

import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.FatalSignalWatch;
import dev.leakgate.linux.ProcessId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Holds a service that runs and is ready: one that was launched, which {@link #close} stops with
 * all its descendants, or one that ran before, which it leaves alone.
 *
 * <p>Not thread-safe, but for {@link #exitStatus} and {@link #awaitEnd}.
 */
public sealed interface RunningService extends AutoCloseable
        permits LaunchedService, AttachedService {

    /** The file of the output folder that has a launched service's standard output and error. */
    String LOG_FILE = "service.log";

    /**
     * Refuses at once what cannot be launched or attached to: a program that is not there, a user
     * that is not known, a process that has ended.
     *
     * @throws ServiceException with what is missing and what to do
     */
    static void requireAvailable(NativeService description) {
        Attachment attachment = description.attachment();
        if (attachment == null) {
            LaunchedService.requireProgram(description);
        } else {
            AttachedService.attach(attachment, description.port()).close();
        }
    }

    /**
     * Launches a service and waits until it is ready, or attaches to one that runs.
     *
     * @param folder where the output of a launched one goes, to {@value #LOG_FILE}
     * @throws ServiceException when it cannot be started, ends, or is not ready in time
     */
    static RunningService launch(NativeService description, Path folder) {
        return launch(description, folder, null);
    }

    /**
     * Launches a service, traced from its start, and waits until it is ready.
     *
     * @param witness is told when a signal is about to end the launched process; null when nobody
     *     wants to know, so that it is not traced
     * @throws ServiceException when it cannot be started, ends, or is not ready in time; or when it
     *     runs already and was to be traced from its start
     */
    static RunningService launch(
            NativeService description, Path folder, FatalSignalWatch.@Nullable Witness witness) {
        Attachment attachment = description.attachment();
        if (attachment == null) {
            return LaunchedService.launch(description, folder, witness);
        }
        if (witness != null) {
            throw new ServiceException(
                    "onCrash = TRACE traces a service from its start, and "
                            + attachment
                            + " runs already; leave onCrash out");
        }
        return AttachedService.attach(attachment, description.port());
    }

    /** Says whether it ran before, and so goes on afterwards. */
    boolean attached();

    /** Returns the port that the service listens on; empty when it has none, or several. */
    OptionalInt port();

    /** Returns where the service listens; empty when it has no port, or several. */
    default Optional<InetSocketAddress> address() {
        return port().stream()
                .mapToObj(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .findFirst();
    }

    /** Returns the processes of the service that run now, the root first while it does. */
    List<ProcessId> processes();

    /** Returns the process that was launched or attached to. */
    ProcessId root();

    /** Returns the command as it was launched. */
    List<String> command();

    /** Returns the program that was launched; empty when the kernel does not tell. */
    Optional<Path> executable();

    /** Returns the program's word size in bits, 64 or 32; empty when it is no ELF file. */
    OptionalInt wordSize();

    /** Returns how the root ended; empty while it runs, and where only its parent is told. */
    Optional<ExitStatus> exitStatus();

    /** Waits until the root ends, for a time; false when it runs on. */
    boolean awaitEnd(Duration atMost);

    /**
     * Says in one sentence that the root ended, and how.
     *
     * @param when {@code "in round 2 of 8"}
     */
    String ended(String when);

    /** Looks for the core that the kernel left when the root crashed. */
    CrashCore crashCore();

    /** Returns the last lines of the service's output, indented for a message. */
    String logTail();

    /**
     * Returns the last lines of the service's output as it wrote them; none where it is not ours.
     */
    List<String> lastLines();

    /** Traces the service no more, if it was traced: then others can. */
    void endWatch();

    /** Stops what was launched: asked by its signal, and by SIGKILL when its time is over. */
    @Override
    void close();
}
