package dev.leakgate.telemetry;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.ResourceConfiguration;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.resources.Resource;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends metrics by OTLP over HTTP, configured by the variables of OpenTelemetry's specification,
 * which its library reads.
 */
final class OtlpSender implements AutoCloseable {

    /* The library's own logger says in many lines what we say in one. Held, else it is forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    private final AutoConfiguredOpenTelemetrySdk library;
    private final String address;
    private @Nullable MetricExporter exporter;
    private Resource resource = Resource.empty();
    private Duration timeout = USUAL_TIMEOUT;

    /**
     * Prepares to send.
     *
     * @param endpoint that the user set; null for what the environment says
     * @param address what messages call it
     * @throws TelemetryException when a setting is wrong
     */
    OtlpSender(@Nullable String endpoint, String address) {
        LIBRARY.setLevel(Level.OFF);
        this.address = address;
        try {
            library =
                    AutoConfiguredOpenTelemetrySdk.builder()
                            .disableShutdownHook()
                            .addPropertiesSupplier(OtlpSender::usual)
                            .addPropertiesCustomizer(config -> ours(config, endpoint))
                            .addMetricExporterCustomizer((made, config) -> take(made, config))
                            .addResourceCustomizer((made, config) -> take(made, config))
                            .build();
        } catch (ConfigurationException | IllegalArgumentException wrong) {
            throw new TelemetryException(
                    "OpenTelemetry's settings are wrong: " + wrong.getMessage());
        }
    }

    private static Map<String, String> usual() {
        return Map.of("otel.exporter.otlp.protocol", "http/protobuf");
    }

    /** Only metrics leave; an address of ours is not to be overruled by the environment. */
    private static Map<String, String> ours(ConfigProperties config, @Nullable String endpoint) {
        Map<String, String> all = new HashMap<>();
        all.put("otel.traces.exporter", "none");
        all.put("otel.logs.exporter", "none");
        all.put("otel.metrics.exporter", "otlp");
        // We send when we have something; the library's own timer has nothing to do.
        all.put("otel.metric.export.interval", Long.toString(TimeUnit.DAYS.toMillis(1)));
        String protocol =
                config.getString(
                        "otel.exporter.otlp.metrics.protocol",
                        config.getString("otel.exporter.otlp.protocol", ""));
        if (!protocol.equals("http/protobuf")) {
            throw new ConfigurationException(
                    "the protocol is " + protocol + "; Leakgate sends http/protobuf alone");
        }
        if (endpoint != null) {
            all.put(
                    "otel.exporter.otlp.metrics.endpoint",
                    endpoint.replaceFirst("/+$", "") + "/v1/metrics");
        }
        return all;
    }

    private MetricExporter take(MetricExporter made, ConfigProperties config) {
        exporter = made;
        timeout =
                config.getDuration(
                        "otel.exporter.otlp.metrics.timeout",
                        config.getDuration("otel.exporter.otlp.timeout", USUAL_TIMEOUT));
        // The library would send metrics of its own at its end.
        return new Silent();
    }

    private Resource take(Resource made, ConfigProperties config) {
        resource = ResourceConfiguration.createEnvironmentResource(config);
        return made;
    }

    /** Returns what OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME say. */
    Resource resource() {
        return resource;
    }

    /** Sends them; returns what went wrong, in one line, and empty when nothing did. */
    Optional<String> send(Collection<MetricData> metrics) {
        MetricExporter to = exporter;
        if (to == null) {
            return Optional.of("metrics were not sent: OTEL_SDK_DISABLED is set");
        }
        CompletableResultCode sent =
                to.export(metrics)
                        .join(timeout.plus(BEYOND_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
        return sent.isSuccess()
                ? Optional.empty()
                : Optional.of("metrics were not sent to " + address + ": " + why(sent));
    }

    private static String why(CompletableResultCode sent) {
        Throwable at = sent.getFailureThrowable();
        if (at == null) {
            return sent.isDone() ? "refused" : "no answer in time";
        }
        if (at instanceof HttpExportException refused && refused.getResponse() != null) {
            return "the answer was " + refused.getResponse().getStatusCode();
        }
        while (at.getCause() != null && at.getCause() != at && !(at instanceof ConnectException)) {
            at = at.getCause();
        }
        if (at instanceof ConnectException) {
            return "nobody answers there";
        }
        String message = at.getMessage();
        return message == null || message.isBlank()
                ? at.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        library.getOpenTelemetrySdk().shutdown().join(1, TimeUnit.SECONDS);
        if (exporter != null) {
            exporter.shutdown().join(1, TimeUnit.SECONDS);
        }
    }

    /** Stands where the library would send by itself. */
    private static final class Silent implements MetricExporter {

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
