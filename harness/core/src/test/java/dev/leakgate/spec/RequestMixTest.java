package dev.leakgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leakgate.load.LoadBlock;
import dev.leakgate.load.LoadGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends a mix of requests to a server in this process and looks at what arrived. */
@Timeout(60)
class RequestMixTest {

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void mixesByWeightAndSpreadsEvenly() throws InterruptedException {
        LoadBlock block = send("[{path: /a, weight: 3}, {path: /b}]", 8);

        assertThat(block.failed()).isZero();
        assertThat(arrived.stream().map(line -> line.split(" ", -1)[1]))
                .containsExactly("/a", "/a", "/b", "/a", "/a", "/a", "/b", "/a");
    }

    @Test
    void sendsMethodHeadersAndBody() throws InterruptedException {
        send("[{path: /a, method: PUT, headers: {X-Channel: 7}, body: 'ä'}]", 1);

        assertThat(arrived).containsExactly("PUT /a 7 ä");
    }

    @Test
    void fillsInTheNumberOfTheRequestTheSameInEachRound() throws InterruptedException {
        String requests = "[{path: '/a${request}?b=${request%2}&c=${worker}'}]";
        send(requests, 3);
        send(requests, 1);

        assertThat(arrived)
                .containsExactly(
                        "GET /a1?b=1&c=0", "GET /a2?b=0&c=0", "GET /a3?b=1&c=0", "GET /a1?b=1&c=0");
    }

    @Test
    void countsAbuseAsAbortedOnPurpose() throws InterruptedException {
        LoadBlock block =
                send(
                        "[{path: /a}, {abuse: halfOpen}, {abuse: {abortRequest: {path: /b}}},"
                                + " {abuse: {abortResponse: {path: /c}}}, {abuse: malformed},"
                                + " {abuse: {oversizedHeader: {path: /d, size: 1 KiB}}},"
                                + " {abuse: {oversizedBody: {path: /e, size: 1 KiB}}},"
                                + " {abuse: {slow: {path: /f, pause: 1 ms, atMost: 200 ms}}}]",
                        8);

        assertThat(block.failed()).isZero();
        assertThat(block.aborted()).isEqualTo(7);
        assertThat(block.kinds().keySet())
                .containsExactlyInAnyOrder(
                        "GET /a",
                        "halfOpen",
                        "abortRequest",
                        "abortResponse",
                        "malformed",
                        "oversizedHeader",
                        "oversizedBody",
                        "slow");
        assertThat(arrived).contains("GET /a", "GET /c", "GET /d", "POST /e");
    }

    @Test
    void failsARequestWithAnotherStatus() throws InterruptedException {
        LoadBlock block = send("[{path: /a, expectStatus: 404}]", 2);

        assertThat(block.failed()).isEqualTo(2);
        assertThat(block.firstFailure())
                .hasToString("request 1: GET /a answered 200, expectStatus is 404");
    }

    @Test
    void refusesMoreKindsThanItCanMix() {
        assertThatThrownBy(() -> Specs.read(spec("[" + "{path: /a},".repeat(101) + "]")))
                .hasMessageContaining("requests has more than 100 kinds");
    }

    private LoadBlock send(String requests, long count) throws InterruptedException {
        LeakCheckSpec check = Specs.read(spec(requests)).checks().get(0);
        try (LoadGenerator load =
                new LoadGenerator(server.getAddress(), 1, Duration.ofSeconds(10))) {
            return load.run(
                    count, ((SpecLoad.Requests) check.load()).method(), Duration.ofSeconds(30));
        }
    }

    private static String spec(String requests) {
        return Specs.LEAST.replace("[{path: /health}]", requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String channel = exchange.getRequestHeaders().getFirst("X-Channel");
        arrived.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI()
                        + (channel == null ? "" : " " + channel + " " + body));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
