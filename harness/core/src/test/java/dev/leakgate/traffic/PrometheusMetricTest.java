package dev.leakgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusMetricTest {

    private static final String PAGE =
            """
            # HELP http_requests_total Requests.
            # TYPE http_requests_total counter
            http_requests_total{code="200",path="/a{b} \\"c\\""} 1027 1395066363000
            http_requests_total{code="404",path="/"} 3
            http_requests_total_errors 99
            up 1
            big_total 1.5e+06
            broken_total NaN
            """;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/metrics",
                exchange -> {
                    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private long read(String metric) throws CounterException {
        return new PrometheusMetric(at("/metrics"), metric).read();
    }

    @Test
    void sumsUpTheSeriesOfTheMetric() throws CounterException {
        assertThat(read("http_requests_total")).isEqualTo(1030);
        assertThat(read("up")).isEqualTo(1);
        assertThat(read("big_total")).isEqualTo(1_500_000);
    }

    @Test
    void takesThoseThatHaveTheLabels() throws CounterException {
        assertThat(read("http_requests_total{code=\"200\"}")).isEqualTo(1027);
        assertThat(read("http_requests_total{path=\"/\", code=\"404\"}")).isEqualTo(3);
        assertThat(read("http_requests_total{path=\"/a{b} \\\"c\\\"\"}")).isEqualTo(1027);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> read("http_requests"))
                .isInstanceOf(CounterException.class)
                .hasMessageEndingWith("has no metric http_requests with a number");
        assertThatThrownBy(() -> read("broken_total")).isInstanceOf(CounterException.class);
        assertThatThrownBy(() -> read("a b"))
                .isInstanceOf(CounterException.class)
                .hasMessageStartingWith("\"a b\" names no metric; write http_requests_total");
        assertThatThrownBy(() -> read("up{code=200}"))
                .isInstanceOf(CounterException.class)
                .hasMessageContaining("names no metric");
        assertThatThrownBy(() -> new PrometheusMetric(at("/none"), "up").read())
                .isInstanceOf(CounterException.class)
                .hasMessageEndingWith("answers with status 404");
        assertThatThrownBy(() -> new PrometheusMetric(URI.create("file:///etc/passwd"), "up"))
                .isInstanceOf(CounterException.class)
                .hasMessageStartingWith("\"file:///etc/passwd\" is no address");
        assertThatThrownBy(() -> new StubStatus(at("/metrics")).read())
                .isInstanceOf(CounterException.class)
                .hasMessageContaining("is no page of stub_status");
    }
}
