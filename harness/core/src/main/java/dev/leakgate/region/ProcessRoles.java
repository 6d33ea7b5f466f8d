package dev.leakgate.region;

import dev.leakgate.linux.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names what each process of a service is: a role stays when the process is replaced. */
final class ProcessRoles {

    private @Nullable ProcessId first;
    private String roleOfFirst = "";
    private @Nullable String programOfFirst;

    /** Returns a process's role: empty for a service that began as one process. */
    String of(ProcessId process, List<ProcessId> running) {
        if (first == null) {
            first = running.get(0);
            roleOfFirst = running.size() > 1 ? "master" : "";
            programOfFirst = program(first);
        }
        if (process.equals(first)) {
            return roleOfFirst;
        }
        String program = program(process);
        if (program == null) {
            return "ended";
        }
        return program.equals(programOfFirst)
                ? "worker"
                : Path.of(program).getFileName().toString();
    }

    private static @Nullable String program(ProcessId process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", process.toString(), "exe")).toString();
        } catch (IOException e) {
            return null;
        }
    }
}
