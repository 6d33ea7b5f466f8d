package dev.leakgate.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what to start, and with what.
 *
 * @param executable the file to run
 * @param argv the arguments, the program's name first; no shell reads them
 * @param environment the whole environment
 * @param workingDirectory where it starts; null for that of the harness
 * @param stdout file that its standard output is appended to
 * @param stderr file that its standard error is appended to; may be that of stdout
 * @param limits resource limits to set
 */
public record SpawnSpec(
        Path executable,
        List<String> argv,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        Path stdout,
        Path stderr,
        List<ResourceLimit> limits) {

    /** Copies the collections. */
    public SpawnSpec {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        limits = List.copyOf(limits);
    }
}
