package dev.leakgate.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the first captures of a process of our own: a call that the JVM makes for the first time is
 * slow, and a service would stand meanwhile.
 */
final class WarmUp {

    /** Beyond this the pause does not get shorter; each takes about a millisecond. */
    private static final int CAPTURES = 40;

    private static final CaptureStep.Listener NOBODY = step -> {};

    private static boolean done;

    private WarmUp() {}

    static synchronized void once() {
        if (!done) {
            done = true;
            Optional<Path> sleep = Tools.find("sleep");
            sleep.ifPresent(WarmUp::with);
        }
    }

    private static void with(Path sleep) {
        Path nowhere = Path.of("/dev/null");
        ChildProcess dummy =
                ChildProcess.start(
                        new SpawnSpec(
                                sleep,
                                List.of("sleep", "60"),
                                Map.of(),
                                null,
                                nowhere,
                                nowhere,
                                List.of()));
        try {
            for (int i = 0; i < CAPTURES; i++) {
                ForkedCopy.make(dummy.pid(), NOBODY).close();
                StoppedCopy.make(dummy.pid(), MappingEntry::writable).close();
            }
        } catch (CaptureRefusedException | KernelException | IOException refused) {
            // What holds for the service, it will be told; here it only stays cold.
        } finally {
            dummy.signal(Signal.SIGKILL);
            dummy.awaitExit(Duration.ofSeconds(5));
            dummy.forget();
        }
    }
}
