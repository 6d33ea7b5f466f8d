package dev.leakgate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.load.ScriptedServer.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpClientTest {

    private static final Duration PATIENT = Duration.ofSeconds(30);

    /** Sends one request to a server that answers every request on every connection so. */
    private static HttpReply getFrom(String response) throws Exception {
        List<HttpReply> replies = new ArrayList<>();
        LoadBlock block = run(1, PATIENT, always(response), load -> replies.add(load.get("/")));
        assertThat(block.firstFailure()).isNull();
        return replies.get(0);
    }

    private static Script always(String response) {
        return peer -> {
            while (peer.request() != null) {
                peer.send(response);
            }
        };
    }

    private static LoadBlock run(long requests, Duration timeout, Script script, LoadMethod method)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer(script);
                LoadGenerator load = new LoadGenerator(server.address(), 1, timeout)) {
            return load.run(requests, method);
        }
    }

    private static String message(LoadBlock block) {
        Throwable cause = Objects.requireNonNull(block.firstFailure()).cause();
        assertThat(cause).isInstanceOf(RequestFailedException.class);
        return String.valueOf(cause.getMessage());
    }

    private static String failure(Duration timeout, Script script, LoadMethod method)
            throws Exception {
        LoadBlock block = run(1, timeout, script, method);
        assertThat(block.failed()).isEqualTo(1);
        return message(block);
    }

    @Test
    void sendsTheRequestAsItIsWritten() throws Exception {
        List<String> seen = new ArrayList<>();
        Script script =
                peer -> {
                    for (String request = peer.request(); request != null; ) {
                        seen.add(request);
                        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                        request = peer.request();
                    }
                };
        byte[] body = {'a', '=', '1'};
        run(
                1,
                PATIENT,
                script,
                load -> {
                    load.get("/itop?channelid=4099&x=%20//");
                    load.post("/form", "text/plain", body);
                    load.send("DELETE", "/x", Map.of("Host", "example"), new byte[0]);
                });

        assertThat(seen.get(0))
                .startsWith("GET /itop?channelid=4099&x=%20// HTTP/1.1\r\n")
                .contains("Host: localhost:");
        assertThat(seen.get(1))
                .startsWith("POST /form HTTP/1.1\r\n")
                .contains("Content-Type: text/plain\r\n", "Content-Length: 3\r\n")
                .endsWith("\r\n\r\na=1");
        assertThat(seen.get(2)).contains("Host: example\r\n").doesNotContain("localhost");
    }

    @Test
    void readsABodyOfKnownLength() throws Exception {
        HttpReply reply = getFrom("HTTP/1.1 400 Bad\r\nX-A: 1\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).isEqualTo("hello");
        assertThat(reply.headers()).containsEntry("x-a", "1");
    }

    @Test
    void readsAChunkedBody() throws Exception {
        HttpReply reply =
                getFrom(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: t\r\n\r\n");
        assertThat(reply.text()).isEqualTo("hello");
    }

    @Test
    void readsABodyThatEndsWithTheConnection() throws Exception {
        List<String> bodies = new ArrayList<>();
        Script script =
                peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\n\r\nhello");
                };
        LoadBlock block = run(2, PATIENT, script, load -> bodies.add(load.get("/").text()));
        assertThat(block.failed()).isZero();
        assertThat(bodies).containsExactly("hello", "hello");
    }

    @Test
    void waitsForNoBodyWhereNoneComes() throws Exception {
        Script script =
                peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 204 No Content\r\n\r\n");
                    peer.request();
                    peer.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n");
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    peer.untilClosed();
                };
        List<String> replies = new ArrayList<>();
        LoadBlock block =
                run(
                        1,
                        PATIENT,
                        script,
                        load -> {
                            replies.add(load.get("/204").toString());
                            replies.add(load.get("/304").toString());
                            replies.add(load.send("HEAD", "/", Map.of(), new byte[0]).toString());
                            replies.add(load.get("/").text());
                        });
        assertThat(block.firstFailure()).isNull();
        assertThat(replies).containsExactly("204 0 B", "304 0 B", "200 0 B", "ok");
    }

    @Test
    void skipsInterimResponses() throws Exception {
        HttpReply reply =
                getFrom(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("ok");
    }

    @Test
    void keepsOneConnectionOpenDuringABlockAndNoneAfterIt() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                always("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
                LoadGenerator load = new LoadGenerator(server.address(), 3, PATIENT)) {
            for (int i = 1; i <= 2; i++) {
                load.run(300, driver -> driver.get("/"));
                assertThat(server.connections()).isLessThanOrEqualTo(3 * i);
                Deadline.await("all connections are closed", () -> server.open() == 0);
            }
            assertThat(server.requests()).isEqualTo(600);
        }
    }

    @Test
    void opensANewConnectionWhenTheServerSaysClose() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                peer -> {
                                    peer.request();
                                    peer.send(
                                            "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                                                    + "Content-Length: 2\r\n\r\nok");
                                });
                LoadGenerator load = new LoadGenerator(server.address(), 1, PATIENT)) {
            LoadBlock block = load.run(20, driver -> driver.get("/"));
            assertThat(block.failed()).isZero();
            assertThat(server.connections()).isEqualTo(20);
        }
    }

    @Test
    void reopensOnceAConnectionThatTheServerClosedUnannounced() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                peer -> {
                                    for (int i = 0; i < 5 && peer.request() != null; i++) {
                                        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                                    }
                                });
                LoadGenerator load = new LoadGenerator(server.address(), 1, PATIENT)) {
            LoadBlock block = load.run(50, driver -> driver.get("/"));
            assertThat(block.firstFailure()).isNull();
            assertThat(server.connections()).isEqualTo(10);
            assertThat(server.requests()).isEqualTo(50);
        }
    }

    @Test
    void failsWhenAFreshConnectionIsClosedWithoutAnAnswer() throws Exception {
        assertThat(failure(PATIENT, peer -> peer.request(), load -> load.get("/a?b")))
                .startsWith("GET /a?b: no complete response from localhost:");
    }

    @Test
    void failsWhenTheServerClosesInTheMiddleOfAResponse() throws Exception {
        for (String response :
                List.of(
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                        "HTTP/1.1 200 OK\r\nContent-Le",
                        "HTTP/1.")) {
            Script script =
                    peer -> {
                        peer.request();
                        peer.send(response);
                    };
            assertThat(failure(PATIENT, script, load -> load.get("/")))
                    .startsWith("GET /: no complete response from localhost:");
        }
    }

    @Test
    void doesNotSendAgainAfterTheFirstByteOfAResponse() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                peer -> {
                                    peer.request();
                                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                                    peer.request();
                                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                                });
                LoadGenerator load = new LoadGenerator(server.address(), 1, PATIENT)) {
            LoadBlock block = load.run(2, driver -> driver.get("/"));
            assertThat(block.failed()).isEqualTo(1);
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void failsWhenWhatAnswersIsNotHttp() throws Exception {
        assertThat(
                        failure(
                                PATIENT,
                                always("HTTP/1.1 9999 X\r\nContent-Length: 0\r\n\r\n"),
                                load -> load.get("/")))
                .startsWith("GET /: no complete response");
        Script script =
                peer -> {
                    peer.request();
                    peer.send("-ERR unknown command\r\n".repeat(50));
                };
        assertThat(failure(PATIENT, script, load -> load.get("/")))
                .startsWith("GET /: no complete response");
    }

    @Test
    void refusesABodyThatIsAnnouncedOrTurnsOutTooLarge() throws Exception {
        assertThat(
                        failure(
                                PATIENT,
                                always("HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\nx"),
                                load -> load.get("/")))
                .endsWith("the body is larger than 64 MiB");
        String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
        Script endless =
                peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    for (int i = 0; i < 65; i++) {
                        peer.send(chunk);
                    }
                    peer.untilClosed();
                };
        assertThat(failure(PATIENT, endless, load -> load.get("/")))
                .endsWith("the body is larger than 64 MiB");
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() throws Exception {
        assertThat(failure(Duration.ofMillis(200), peer -> peer.untilClosed(), l -> l.get("/")))
                .startsWith("GET /: no complete response from localhost:")
                .endsWith("within 200 ms");
    }

    @Test
    void givesUpOnAServerThatTricklesForEver() throws Exception {
        Script trickle =
                peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                    while (true) {
                        peer.send("x");
                        Thread.sleep(5);
                    }
                };
        assertThat(failure(Duration.ofMillis(300), trickle, load -> load.get("/")))
                .endsWith("within 300 ms");
    }

    @Test
    void givesUpOnAServerThatNeverReads() throws Exception {
        byte[] body = new byte[64 << 20];
        Script deaf = peer -> Thread.sleep(60_000);
        assertThat(
                        failure(
                                Duration.ofMillis(300),
                                deaf,
                                load -> load.post("/", "text/plain", body)))
                .endsWith("within 300 ms");
    }

    @Test
    void goesOnAfterARequestThatTookTooLong() throws Exception {
        Script script =
                peer -> {
                    while (peer.request() != null) {
                        if (peer.number == 1) {
                            peer.untilClosed();
                        }
                        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    }
                };
        LoadBlock block = run(5, Duration.ofSeconds(2), script, load -> load.get("/"));
        assertThat(block.requests()).isEqualTo(5);
        assertThat(block.failed()).isEqualTo(1);
        assertThat(block.statuses()).containsExactly(Map.entry(200, 4L));
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(free.getInetAddress(), free.getLocalPort());
        }
        try (LoadGenerator load = new LoadGenerator(nobody, 2, PATIENT)) {
            LoadBlock block = load.run(10, driver -> driver.get("/"));
            assertThat(block.failed()).isEqualTo(10);
            assertThat(message(block))
                    .isEqualTo(
                            "GET /: no connection to localhost:"
                                    + nobody.getPort()
                                    + ": Connection refused");
        }
    }

    @Test
    void refusesWhatWouldNotBeOneRequest() {
        HttpRequests requests =
                new HttpRequests(
                        new Target.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 80)),
                        Connections.KEEP_ALIVE);
        for (String path : List.of("", "/a b", "/a\r\nX: y", "/\0")) {
            assertThatThrownBy(() -> requests.of("GET", path, Map.of(), new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("path ");
        }
        assertThatThrownBy(() -> requests.of("GET", "/", Map.of("A", "b\r\nHost: c"), new byte[0]))
                .hasMessage("header A has a line break in its value");
        assertThatThrownBy(
                        () -> requests.of("GET", "/", Map.of("content-length", "1"), new byte[0]))
                .hasMessage("header content-length: leave it out, it follows from the body");
    }

    @Test
    void bracketsAnAddressOfIpVersion6() throws IOException {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        HttpRequests requests =
                new HttpRequests(
                        new Target.Tcp(
                                new InetSocketAddress(InetAddress.getByAddress(loopback), 80)),
                        Connections.KEEP_ALIVE);
        assertThat(requests.of("GET", "/", Map.of(), new byte[0]).getFirstHeader("Host").getValue())
                .matches("(\\[0:0:0:0:0:0:0:1]|localhost|ip6-localhost):80");
    }

    @Test
    void connectsForEachRequestWhenAskedToAndSaysSo() throws Exception {
        List<String> requests = java.util.Collections.synchronizedList(new ArrayList<>());
        LoadShape churn = new LoadShape(0, Connections.NEW_EACH_REQUEST);
        try (ScriptedServer server =
                        new ScriptedServer(
                                peer -> {
                                    for (String r = peer.request(); r != null; r = peer.request()) {
                                        requests.add(r);
                                        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                                    }
                                });
                LoadGenerator load = new LoadGenerator(server.address(), 3, PATIENT, churn)) {
            LoadBlock block = load.run(60, driver -> driver.get("/"));
            assertThat(block.failed()).isZero();
            assertThat(server.connections()).isEqualTo(60);
            Deadline.await("all connections are closed", () -> server.open() == 0);
        }
        assertThat(requests).hasSize(60).allMatch(request -> request.contains("Connection: close"));
    }
}
