package dev.leakgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the last accepted release measured: the tree that {@code leakgate-baseline.json} is.
 *
 * @param schema {@link #SCHEMA}
 * @param checks sorted by name
 */
record BaselineDocument(String schema, List<CheckFigures> checks) {

    static final String SCHEMA = "leakgate/baseline/1";

    BaselineDocument {
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /**
     * Holds the figures of one check.
     *
     * @param name {@code "com.example.GatewayIT#unknownChannel"}
     * @param service the name of its program
     * @param provenance where the figures come from
     * @param figures sorted by metric and by what they are of
     */
    record CheckFigures(String name, String service, Provenance provenance, List<Figure> figures) {

        CheckFigures {
            figures = figures == null ? List.of() : List.copyOf(figures);
        }
    }

    /**
     * Says where figures come from.
     *
     * @param kernel release of the kernel
     * @param arch of the machine
     * @param wordSize 32 or 64
     * @param libc {@code "glibc 2.36"}
     * @param compiler as the program says
     * @param commit of the sources
     * @param leakgateVersion that measured
     * @param samples snapshots that the figures are from
     * @param requests between them, in all
     * @param intervalMillis from one to the next, on average
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Provenance(
            String kernel,
            String arch,
            @Nullable Integer wordSize,
            @Nullable String libc,
            @Nullable String compiler,
            @Nullable String commit,
            String leakgateVersion,
            int samples,
            long requests,
            long intervalMillis) {}

    /**
     * Holds one figure.
     *
     * @param metric {@code "peak"}
     * @param region the kind; absent for all of the service
     * @param count what is counted, of a growth; absent for memory
     * @param process the role of its process; absent for one process, and of all of a kind
     * @param name of the region; absent of all of a kind
     * @param total true of all regions of a kind together
     * @param value in bytes, bytes per request, things or things per request
     * @param least what a growth surely is, if that is less
     * @param text the value as people read it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Figure(
            String metric,
            @Nullable String region,
            @Nullable String count,
            @Nullable String process,
            @Nullable String name,
            @Nullable Boolean total,
            Number value,
            @Nullable Number least,
            String text) {}
}
