package dev.leakgate.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes values of one service under names, and gives them out once, as OpenTelemetry's SDK does.
 */
final class Gauges {

    private final SdkMeterProvider provider;
    private final Reader reader = new Reader();
    private final String version;
    private final Map<String, LongGauge> counts = new HashMap<>();
    private final Map<String, DoubleGauge> figures = new HashMap<>();

    /**
     * Begins without any.
     *
     * @param resource whose they are
     * @param version of Leakgate that measured
     */
    Gauges(Resource resource, String version) {
        provider =
                SdkMeterProvider.builder()
                        .setResource(resource)
                        .registerMetricReader(reader)
                        .build();
        this.version = version;
    }

    void set(String name, String unit, long value, Attributes of) {
        counts.computeIfAbsent(
                        name,
                        key ->
                                provider.meterBuilder(MetricNames.SCOPE)
                                        .setInstrumentationVersion(version)
                                        .build()
                                        .gaugeBuilder(key)
                                        .ofLongs()
                                        .setUnit(unit)
                                        .build())
                .set(value, of);
    }

    void set(String name, String unit, double value, Attributes of) {
        figures.computeIfAbsent(
                        name,
                        key ->
                                provider.meterBuilder(MetricNames.SCOPE)
                                        .setInstrumentationVersion(version)
                                        .build()
                                        .gaugeBuilder(key)
                                        .setUnit(unit)
                                        .build())
                .set(value, of);
    }

    /** Returns all that was set, at this moment. */
    Collection<MetricData> collect() {
        Collection<MetricData> all = reader.registration.collectAllMetrics();
        provider.close();
        return List.copyOf(all);
    }

    /** Reads when it is asked, and never by itself. */
    private static final class Reader implements MetricReader {

        private CollectionRegistration registration = CollectionRegistration.noop();

        @Override
        public void register(CollectionRegistration all) {
            registration = all;
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.CUMULATIVE;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
