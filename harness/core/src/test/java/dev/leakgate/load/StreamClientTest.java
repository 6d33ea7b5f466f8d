package dev.leakgate.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StreamClientTest {

    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final Path directory;

    StreamClientTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static String failure(Duration timeout, ScriptedServer.Script script, LoadMethod method)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer(script);
                LoadGenerator load = new LoadGenerator(server.address(), 1, timeout)) {
            LoadBlock block = load.run(1, method);
            assertThat(block.failed()).isEqualTo(1);
            return String.valueOf(
                    Objects.requireNonNull(block.firstFailure()).cause().getMessage());
        }
    }

    @Test
    void readsCountsDelimitersLinesAndTheRest() throws Exception {
        List<String> read = new ArrayList<>();
        try (ScriptedServer server =
                        new ScriptedServer(
                                peer -> {
                                    peer.request();
                                    peer.send("abcd--\r-\r\none\r\ntwo\n\nrest");
                                });
                LoadGenerator load = new LoadGenerator(server.address(), 1, PATIENT)) {
            LoadBlock block =
                    load.run(
                            1,
                            driver -> {
                                StreamClient stream = driver.stream().send("hello\r\n\r\n");
                                read.add(new String(stream.read(3), StandardCharsets.US_ASCII));
                                read.add(stream.readUntil("-\r\n"));
                                read.add(stream.readLine());
                                read.add(stream.readLine());
                                read.add(stream.readLine());
                                byte[] rest = stream.readToEnd();
                                read.add(new String(rest, StandardCharsets.US_ASCII));
                            });
            assertThat(block.firstFailure()).isNull();
        }
        assertThat(read).containsExactly("abc", "d--\r", "one", "two", "", "rest");
    }

    private static void echo(ScriptedServer.Peer peer) throws Exception {
        for (String request = peer.request(); request != null; request = peer.request()) {
            peer.send("ok\n");
        }
    }

    @Test
    void keepsItsConnectionDuringARoundOnly() throws Exception {
        try (ScriptedServer server = new ScriptedServer(StreamClientTest::echo);
                LoadGenerator load = new LoadGenerator(server.address(), 2, PATIENT)) {
            LoadMethod method =
                    driver ->
                            assertThat(driver.stream().send("x\r\n\r\n").readLine())
                                    .isEqualTo("ok");
            for (int round = 1; round <= 3; round++) {
                assertThat(load.run(100, method).failed()).isZero();
                Deadline.await("all connections are closed", () -> server.open() == 0);
                assertThat(server.connections()).isLessThanOrEqualTo(2 * round);
            }
        }
    }

    @Test
    void connectsForEachRequestWhenAskedTo() throws Exception {
        LoadShape churn = new LoadShape(0, Connections.NEW_EACH_REQUEST);
        try (ScriptedServer server = new ScriptedServer(StreamClientTest::echo);
                LoadGenerator load = new LoadGenerator(server.address(), 2, PATIENT, churn)) {
            LoadBlock block = load.run(50, driver -> driver.stream().send("x\r\n\r\n").readLine());
            assertThat(block.failed()).isZero();
            assertThat(server.connections()).isEqualTo(50);
            Deadline.await("all connections are closed", () -> server.open() == 0);
        }
    }

    @Test
    void saysHowAConversationFailed() throws Exception {
        assertThat(failure(PATIENT, peer -> {}, load -> load.stream().readLine()))
                .endsWith(": the service closed the connection after 0 bytes");
        assertThat(failure(PATIENT, peer -> peer.send("ab"), load -> load.stream().read(3)))
                .startsWith("read of 3 bytes: no complete response from ")
                .endsWith(": the service closed the connection after 2 bytes");
        assertThat(
                        failure(
                                Duration.ofMillis(100),
                                ScriptedServer.Peer::untilClosed,
                                load -> load.stream().send("x").read(1)))
                .startsWith("read of 1 bytes: no complete response from ")
                .endsWith(" within 100 ms");
    }

    @Test
    void connectsAnewAfterAFailure() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (ScriptedServer server =
                        new ScriptedServer(
                                peer -> {
                                    if (peer.number > 1) {
                                        echo(peer);
                                    }
                                });
                LoadGenerator load = new LoadGenerator(server.address(), 1, PATIENT)) {
            LoadBlock block =
                    load.run(
                            3,
                            driver -> {
                                driver.stream().send("x\r\n\r\n").readLine();
                                answered.incrementAndGet();
                            });
            assertThat(block.failed()).isEqualTo(1);
            assertThat(answered).hasValue(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void speaksHttpAndBytesOverAUnixSocket() throws Exception {
        Path path = directory.resolve("s");
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread thread = new Thread(() -> serve(server, connections));
            thread.setDaemon(true);
            thread.start();
            try (LoadGenerator load = new LoadGenerator(Closed.address(), 1, PATIENT)) {
                LoadBlock block =
                        load.run(
                                20,
                                driver -> {
                                    LoadDriver unix = driver.unix(path);
                                    assertThat(unix.get("/x").text()).isEqualTo("ok");
                                    assertThat(unix.stream().send("GET /\r\n\r\n").readLine())
                                            .isEqualTo("HTTP/1.1 200 OK");
                                    unix.stream().readUntil("\r\n\r\n");
                                    assertThat(unix.stream().read(2)).hasSize(2);
                                });
                assertThat(block.firstFailure()).isNull();
                assertThat(block.statuses()).isEqualTo(Map.of(200, 20L));
                assertThat(connections).hasValue(2);
            }
        }
    }

    @Test
    void saysThatNobodyListensOnAUnixSocket() throws Exception {
        Path path = directory.resolve("nobody");
        try (LoadGenerator load = new LoadGenerator(Closed.address(), 1, PATIENT)) {
            LoadBlock block = load.run(1, driver -> driver.unix(path).get("/"));
            assertThat(Objects.requireNonNull(block.firstFailure()).cause())
                    .isInstanceOf(RequestFailedException.class)
                    .hasMessage("GET /: no connection to " + path + ": No such file or directory");
        }
    }

    @Test
    void boundsARequestOverAUnixSocket() throws Exception {
        Path path = directory.resolve("silent");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (LoadGenerator load =
                    new LoadGenerator(Closed.address(), 1, Duration.ofMillis(100))) {
                LoadBlock block = load.run(1, driver -> driver.unix(path).get("/"));
                assertThat(Objects.requireNonNull(block.firstFailure()).cause())
                        .hasMessage("GET /: no complete response from " + path + " within 100 ms");
            }
        }
    }

    private static void serve(ServerSocketChannel server, AtomicInteger connections) {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                connections.incrementAndGet();
                Thread thread = new Thread(() -> answer(channel));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (java.io.IOException e) {
            // The test is over.
        }
    }

    /** Each read of this small load is one request. */
    private static void answer(SocketChannel channel) {
        byte[] answer =
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                        .getBytes(StandardCharsets.US_ASCII);
        try (channel) {
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            while (channel.read(buffer.clear()) > 0) {
                channel.write(ByteBuffer.wrap(answer));
            }
        } catch (java.io.IOException e) {
            // The client has gone.
        }
    }
}
