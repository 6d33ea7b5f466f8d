package dev.leakgate.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Receives metrics on loopback, and decodes them with OpenTelemetry's own protocol buffers. */
final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final int status;
    private final List<ExportMetricsServiceRequest> received =
            Collections.synchronizedList(new ArrayList<>());
    private final List<String> heads = Collections.synchronizedList(new ArrayList<>());

    OtlpReceiver(int status) {
        this.status = status;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        heads.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI()
                        + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type")
                        + " "
                        + exchange.getRequestHeaders().getFirst("X-Team"));
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body =
                zipped
                        ? new GZIPInputStream(exchange.getRequestBody())
                        : exchange.getRequestBody()) {
            received.add(ExportMetricsServiceRequest.parseFrom(body));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns what came first in each request: method, path, content type and a header. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** Returns the attributes of each resource, by its service. */
    Map<String, Map<String, String>> resources() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (ResourceMetrics each : resourceMetrics()) {
            Map<String, String> attributes = attributes(each.getResource().getAttributesList());
            all.put(attributes.get("service.name"), attributes);
        }
        return all;
    }

    /** Returns all points, {@code NAME [UNIT] {KEY=VALUE, …} VALUE}, sorted. */
    List<String> points() {
        List<String> points = new ArrayList<>();
        for (ResourceMetrics resource : resourceMetrics()) {
            resource.getScopeMetricsList()
                    .forEach(
                            scope -> scope.getMetricsList().forEach(metric -> add(metric, points)));
        }
        Collections.sort(points);
        return points;
    }

    List<String> scopes() {
        return resourceMetrics().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .map(scope -> scope.getScope().getName() + " " + scope.getScope().getVersion())
                .distinct()
                .toList();
    }

    private static void add(Metric metric, List<String> points) {
        for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
            points.add(
                    metric.getName()
                            + " ["
                            + metric.getUnit()
                            + "] "
                            + attributes(point.getAttributesList())
                            + " "
                            + (point.hasAsInt()
                                    ? point.getAsInt() + ""
                                    : point.getAsDouble() + ""));
        }
    }

    private static Map<String, String> attributes(
            List<io.opentelemetry.proto.common.v1.KeyValue> all) {
        Map<String, String> attributes = new TreeMap<>();
        all.forEach(each -> attributes.put(each.getKey(), each.getValue().getStringValue()));
        return attributes;
    }

    private List<ResourceMetrics> resourceMetrics() {
        synchronized (received) {
            return received.stream()
                    .flatMap(request -> request.getResourceMetricsList().stream())
                    .toList();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
