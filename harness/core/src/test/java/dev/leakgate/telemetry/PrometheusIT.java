package dev.leakgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.report.RunDocuments;
import dev.leakgate.testing.DebianPackages;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hands results to Debian's Prometheus, by a file that Debian's node exporter serves: Debian builds
 * Prometheus without its receiver for OTLP, up to trixie's.
 */
class PrometheusIT {

    private static final long DEADLINE_SECONDS = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();

    @TempDir Path folder;

    private int prometheus;

    @BeforeEach
    void start() throws Exception {
        Path programs =
                DebianPackages.of("bookworm", "prometheus", "prometheus-node-exporter")
                        .resolve("usr/bin");
        int exporter = freePort();
        prometheus = freePort();
        Path files = Files.createDirectory(folder.resolve("files"));
        Path config =
                Files.writeString(
                        folder.resolve("prometheus.yml"),
                        """
                        global: {scrape_interval: 1s}
                        scrape_configs:
                          - job_name: files
                            honor_labels: true
                            static_configs: [{targets: ["127.0.0.1:%d"]}]
                        """
                                .formatted(exporter));
        run(
                programs.resolve("prometheus-node-exporter").toString(),
                "--collector.disable-defaults",
                "--collector.textfile",
                "--collector.textfile.directory=" + files,
                "--web.listen-address=127.0.0.1:" + exporter);
        run(
                programs.resolve("prometheus").toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + prometheus);
        await("/-/ready");
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void scrapesWhatIsWrittenForIt() throws Exception {
        List<Telemetry.Outcome> outcomes =
                Telemetry.of(null, "the address", folder.resolve("files"), Map.of(), folder)
                        .orElseThrow()
                        .tell(List.of(RunDocuments.full()));
        assertThat(outcomes).isEmpty();

        Map<String, String> scraped = Map.of();
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
                scraped.isEmpty() && System.nanoTime() < end; ) {
            scraped = series("{__name__=~\"leakgate_.*|process_(thread|unix).*\"}");
        }

        String of =
                "test_case_name=GatewayIT.unknownChannel, test_suite_name=com.example.GatewayIT}";
        assertThat(scraped)
                .containsEntry("leakgate_check_verdict{leakgate_verdict=LEAK, " + of, "1")
                .containsEntry("leakgate_check_verdict{leakgate_verdict=CLEAN, " + of, "0")
                .containsEntry(
                        "leakgate_region_footprint_bytes{leakgate_process_role=worker,"
                                + " leakgate_region_kind=stacks, leakgate_region_name=handler, "
                                + of,
                        "6000000000")
                .containsEntry("leakgate_check_requests{" + of, "4000")
                .containsEntry(
                        "leakgate_budget_usage_ratio{leakgate_budget_name=heap growth, " + of, "94")
                .containsEntry("process_thread_count{" + of, "1")
                .containsKey("leakgate_check_duration_seconds{" + of);
        // As the alert of docs/telemetry.md asks.
        assertThat(series("leakgate_check_verdict{leakgate_verdict!=\"CLEAN\"} == 1")).hasSize(1);
        assertThat(series("target_info")).hasSize(1);
    }

    private void run(String... command) throws IOException {
        processes.add(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log" + processes.size()).toFile())
                        .start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await(String path) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
                System.nanoTime() < end; ) {
            try {
                if (get(path).statusCode() == 200) {
                    return;
                }
            } catch (ConnectException notYet) {
                assertThat(processes).allMatch(Process::isAlive);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError(Files.readString(folder.resolve("log1")));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + prometheus + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Returns values by name and labels, without the labels that Prometheus itself gives. */
    private Map<String, String> series(String query) throws Exception {
        HttpResponse<String> answer =
                get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<String, String> found = new TreeMap<>();
        for (JsonNode each : new ObjectMapper().readTree(answer.body()).at("/data/result")) {
            Map<String, String> labels = new TreeMap<>();
            each.get("metric")
                    .properties()
                    .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
            String name = labels.remove("__name__");
            labels.keySet().removeAll(List.of("job", "instance", "service_name"));
            found.put(name + labels, each.at("/value/1").asText());
        }
        return found;
    }
}
