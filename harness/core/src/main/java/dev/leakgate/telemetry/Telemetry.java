package dev.leakgate.telemetry;

import dev.leakgate.gate.RunNames;
import dev.leakgate.report.RunDocument;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands results out as metrics, to where the user says; by default to nobody. */
public final class Telemetry {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String METRICS_ENDPOINT = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private static final String EXPORTERS = "OTEL_METRICS_EXPORTER";

    private final @Nullable String endpoint;
    private final @Nullable String address;
    private final @Nullable Path file;
    private final Attributes build;

    private Telemetry(
            @Nullable String endpoint,
            @Nullable String address,
            @Nullable Path file,
            Attributes build) {
        this.endpoint = endpoint;
        this.address = address;
        this.file = file;
        this.build = build;
    }

    /**
     * Reads where metrics go.
     *
     * @param setting {@code leakgate.otlp.endpoint}: the base of the address, as {@code
     *     OTEL_EXPORTER_OTLP_ENDPOINT} has it; null or blank for what the environment says, and to
     *     nobody when it says nothing
     * @param name what messages call the setting
     * @param file for Prometheus, or the folder for it; null for none
     * @param environment OpenTelemetry's variables and those of the build's server
     * @param directory of the build, in whose repository a commit is looked for
     * @return empty when metrics go nowhere
     * @throws TelemetryException when the address is none
     */
    public static Optional<Telemetry> of(
            @Nullable String setting,
            String name,
            @Nullable Path file,
            Map<String, String> environment,
            Path directory) {
        String endpoint = setting == null || setting.isBlank() ? null : setting.strip();
        String address = endpoint == null ? ofEnvironment(environment) : shown(endpoint, name);
        return address == null && file == null
                ? Optional.empty()
                : Optional.of(
                        new Telemetry(
                                endpoint,
                                address,
                                file,
                                BuildAttributes.of(environment, directory)));
    }

    private static @Nullable String ofEnvironment(Map<String, String> environment) {
        String exporters = environment.getOrDefault(EXPORTERS, "otlp");
        if (!exporters.contains("otlp")) {
            return null;
        }
        for (String variable : List.of(METRICS_ENDPOINT, ENDPOINT)) {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                return shown(value.strip(), variable);
            }
        }
        return null;
    }

    /** Checks an address, and returns it without what a user and a password would be. */
    private static String shown(String address, String name) {
        try {
            URI uri = new URI(address);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri.getRawUserInfo() == null
                        ? address
                        : address.replace(uri.getRawUserInfo() + "@", "");
            }
        } catch (URISyntaxException none) {
            // Said below.
        }
        throw new TelemetryException(
                name
                        + " = \""
                        + address
                        + "\" is no address to send metrics to; write the base of one, as in"
                        + " http://localhost:4318");
    }

    /**
     * Hands out what checks came to. That it cannot be sent or written fails no check.
     *
     * @param runs one for each check, each asked for once
     * @return what there is to say, a line each
     * @throws TelemetryException when a variable of OpenTelemetry's is wrong
     */
    public List<Outcome> tell(Iterable<RunDocument> runs) {
        List<Outcome> outcomes = new ArrayList<>();
        if (address == null) {
            write(metrics(runs, Resource.empty()), outcomes);
            return outcomes;
        }
        try (OtlpSender sender = new OtlpSender(endpoint, address)) {
            Collection<MetricData> metrics = metrics(runs, sender.resource());
            outcomes.add(
                    sender.send(metrics)
                            .map(trouble -> new Outcome(trouble, false))
                            .orElseGet(() -> new Outcome("metrics went to " + address, true)));
            write(metrics, outcomes);
        }
        return outcomes;
    }

    /**
     * Says what became of the metrics.
     *
     * @param line for the user
     * @param well false for a warning
     */
    public record Outcome(String line, boolean well) {}

    private void write(Collection<MetricData> metrics, List<Outcome> outcomes) {
        if (file != null) {
            try {
                PrometheusFile.write(file, metrics);
            } catch (IOException failure) {
                outcomes.add(
                        new Outcome("metrics were not written to " + file + ": " + failure, false));
            }
        }
    }

    private Collection<MetricData> metrics(Iterable<RunDocument> runs, Resource environment) {
        Map<Resource, Gauges> services = new LinkedHashMap<>();
        for (RunDocument run : runs) {
            ResultGauges.record(
                    run,
                    services.computeIfAbsent(
                            resource(run).merge(environment),
                            resource -> new Gauges(resource, run.session().leakgateVersion())));
        }
        List<MetricData> all = new ArrayList<>();
        services.values().forEach(gauges -> all.addAll(gauges.collect()));
        return all;
    }

    private Resource resource(RunDocument run) {
        String service = RunNames.ofService(run);
        AttributesBuilder all =
                Attributes.builder()
                        .put(MetricNames.SERVICE_NAME, service.isEmpty() ? "unknown" : service)
                        .put(MetricNames.OS_TYPE, "linux")
                        .put(MetricNames.OS_DESCRIPTION, run.environment().os())
                        .put(
                                MetricNames.HOST_ARCH,
                                run.environment().arch().replace("aarch64", "arm64"));
        String host = run.environment().host();
        if (host != null) {
            // Two machines that check the same must not overwrite each other's figures.
            all.put(MetricNames.HOST_NAME, host).put(MetricNames.SERVICE_INSTANCE, host);
        }
        return Resource.getDefault().merge(Resource.create(all.putAll(build).build()));
    }
}
