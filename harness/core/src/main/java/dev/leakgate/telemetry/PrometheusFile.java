package dev.leakgate.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes metrics in Prometheus' text format, under the names that Prometheus gives to the same ones
 * when it gets them by OTLP.
 */
final class PrometheusFile {

    /** Names the file where only a folder is named. */
    static final String DEFAULT_NAME = "leakgate-metrics.prom";

    private static final String OF_ALL = "target";

    private PrometheusFile() {}

    /** Writes the file whole or not at all; whoever scrapes may read it. */
    static void write(Path place, Collection<MetricData> metrics) throws IOException {
        Path file = Files.isDirectory(place) ? place.resolve(DEFAULT_NAME) : place;
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        // Collectors of such files read those that end in .prom, and never half of one.
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, text(metrics));
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static byte[] text(Collection<MetricData> metrics) {
        Map<String, Map<Labels, Double>> gauges = new TreeMap<>();
        Map<Labels, InfoDataPointSnapshot> services = new LinkedHashMap<>();
        for (MetricData metric : metrics) {
            Attributes whose = metric.getResource().getAttributes();
            Map<Labels, Double> points =
                    gauges.computeIfAbsent(
                            name(metric.getName(), metric.getUnit()),
                            name -> new LinkedHashMap<>());
            String service = String.valueOf(whose.get(MetricNames.SERVICE_NAME));
            for (PointData point : metric.getData().getPoints()) {
                points.put(labels(point.getAttributes(), service), value(point));
            }
            Labels all = labels(whose, service);
            services.putIfAbsent(all, InfoDataPointSnapshot.builder().labels(all).build());
        }
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        gauges.forEach(
                (name, points) ->
                        all.metricSnapshot(new GaugeSnapshot(metadata(name), data(points))));
        all.metricSnapshot(
                new InfoSnapshot(new MetricMetadata(OF_ALL), List.copyOf(services.values())));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, all.build());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toByteArray();
    }

    private static MetricMetadata metadata(String name) {
        return new MetricMetadata(name, "");
    }

    private static List<GaugeDataPointSnapshot> data(Map<Labels, Double> points) {
        List<GaugeDataPointSnapshot> data = new ArrayList<>();
        points.forEach(
                (labels, value) -> data.add(new GaugeDataPointSnapshot(value, labels, null)));
        return data;
    }

    private static double value(PointData point) {
        return point instanceof LongPointData number
                ? number.getValue()
                : ((DoublePointData) point).getValue();
    }

    private static Labels labels(Attributes attributes, String service) {
        Map<String, String> all = new TreeMap<>();
        all.put(PrometheusNaming.prometheusName(MetricNames.SERVICE_NAME.getKey()), service);
        attributes.forEach(
                (key, value) ->
                        all.put(
                                PrometheusNaming.prometheusName(key.getKey()),
                                String.valueOf(value)));
        Labels.Builder labels = Labels.builder();
        all.forEach(labels::label);
        return labels.build();
    }

    /** What is counted, in braces, is no unit to Prometheus; others stand at the name's end. */
    static String name(String name, String unit) {
        String end =
                switch (unit) {
                    case "By", "By/{request}" -> "_bytes";
                    case "By/s" -> "_bytes_per_second";
                    case "s" -> "_seconds";
                    case "1" -> "_ratio";
                    default -> "";
                };
        return PrometheusNaming.prometheusName(name) + end;
    }
}
