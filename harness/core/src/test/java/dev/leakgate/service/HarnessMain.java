package dev.leakgate.service;

import dev.leakgate.linux.ProcessId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Is a harness of its own, for tests that kill it: launches a service and waits. */
final class HarnessMain {

    private HarnessMain() {}

    /** Takes a folder and a command; prints the service's pids; "exit" on stdin ends it. */
    public static void main(String[] arguments) throws Exception {
        RunningService service =
                RunningService.launch(
                        NativeService.command(Arrays.copyOfRange(arguments, 1, arguments.length))
                                .build(),
                        Path.of(arguments[0]));
        System.out.println(
                service.processes().stream()
                        .map(ProcessId::toString)
                        .collect(Collectors.joining(" ")));
        if (System.in.read() == 'e') {
            System.exit(0);
        }
        // The end of stdin is not the end of the service: only being killed is.
        Thread.sleep(Long.MAX_VALUE);
    }
}
