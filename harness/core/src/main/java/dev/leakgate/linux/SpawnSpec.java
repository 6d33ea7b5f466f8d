package dev.leakgate.linux;

import dev.leakgate.units.AddressSpace;
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
 * @param user whom it runs as; null for the user of the harness
 * @param addressSpace what a 32-bit program gets; null for all that the kernel has for it
 * @param standing whether it stops itself before it becomes the program, until SIGCONT
 */
public record SpawnSpec(
        Path executable,
        List<String> argv,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        Path stdout,
        Path stderr,
        List<ResourceLimit> limits,
        @Nullable UserAccount user,
        @Nullable AddressSpace addressSpace,
        boolean standing) {

    /** Copies the collections. */
    public SpawnSpec {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        limits = List.copyOf(limits);
    }

    /** Starts it as the user of the harness. */
    public SpawnSpec(
            Path executable,
            List<String> argv,
            Map<String, String> environment,
            @Nullable Path workingDirectory,
            Path stdout,
            Path stderr,
            List<ResourceLimit> limits) {
        this(
                executable,
                argv,
                environment,
                workingDirectory,
                stdout,
                stderr,
                limits,
                null,
                null,
                false);
    }
}
