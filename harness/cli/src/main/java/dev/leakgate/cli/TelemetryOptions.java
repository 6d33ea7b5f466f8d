package dev.leakgate.cli;

import dev.leakgate.report.RunDocument;
import dev.leakgate.telemetry.Telemetry;
import dev.leakgate.telemetry.TelemetryException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says where metrics of results go. */
final class TelemetryOptions {

    private static final String PROPERTY = "leakgate.otlp.endpoint";

    @Option(
            names = "--otlp-endpoint",
            paramLabel = "URL",
            description =
                    "Send metrics of the results there by OTLP over HTTP, as in"
                            + " http://localhost:4318; default what OTEL_EXPORTER_OTLP_ENDPOINT"
                            + " says, and nowhere without.")
    private @Nullable String endpoint;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Write metrics for Prometheus there, or into the folder.")
    private @Nullable Path file;

    /**
     * Reads them.
     *
     * @param written in a spec file; null when there is none
     * @return empty when metrics go nowhere
     */
    Optional<Telemetry> telemetry(@Nullable String written) {
        String property = System.getProperty(PROPERTY);
        try {
            return endpoint != null
                    ? of(endpoint, "--otlp-endpoint")
                    : property != null ? of(property, PROPERTY) : of(written, "otlp: endpoint");
        } catch (TelemetryException wrong) {
            throw new InvalidInputException(String.valueOf(wrong.getMessage()));
        }
    }

    private Optional<Telemetry> of(@Nullable String setting, String name) {
        return Telemetry.of(setting, name, file, System.getenv(), Path.of("").toAbsolutePath());
    }

    /** Hands results out; what there is to say goes to a stream. */
    static void tell(Telemetry telemetry, List<RunDocument> results, PrintWriter err) {
        try {
            telemetry.tell(results).forEach(outcome -> err.println("leakgate: " + outcome.line()));
        } catch (TelemetryException wrong) {
            throw new InvalidInputException(String.valueOf(wrong.getMessage()));
        }
    }
}
