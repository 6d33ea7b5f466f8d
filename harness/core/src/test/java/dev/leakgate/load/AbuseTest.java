package dev.leakgate.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.units.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AbuseTest {

    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Runs and waits until the server sees each connection closed. */
    private static LoadBlock run(long requests, ScriptedServer.Script script, LoadMethod method)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer(script);
                LoadGenerator load = new LoadGenerator(server.address(), 2, PATIENT)) {
            LoadBlock block = load.run(requests, method);
            Deadline.await(
                    "all connections have come and are closed",
                    () -> server.connections() == requests && server.open() == 0);
            assertThat(block.firstFailure()).isNull();
            assertThat(block.aborted()).isEqualTo(requests);
            assertThat(block.requests()).isEqualTo(requests);
            assertThat(block.latencies().count()).isZero();
            return block;
        }
    }

    @Test
    void keepsHalfOpenConnectionsUntilTheEndOfTheRoundButNotTooMany() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        run(
                200,
                peer -> {
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    peer.untilClosed();
                    open.decrementAndGet();
                },
                load -> load.abuse().halfOpen());
        assertThat(most.get()).isBetween(2, 2 * (SocketAbuse.MOST_HELD + 10));
    }

    @Test
    void resetsAConnectionInTheMiddleOfARequest() throws Exception {
        AtomicInteger resets = new AtomicInteger();
        run(
                10,
                peer -> {
                    try {
                        assertThat(peer.request()).isNull();
                    } catch (IOException e) {
                        resets.incrementAndGet();
                    }
                },
                load -> load.abuse().abortRequest(REQUEST));
        assertThat(resets).hasValue(10);
    }

    @Test
    void resetsAConnectionInTheMiddleOfAResponse() throws Exception {
        AtomicInteger resets = new AtomicInteger();
        String large = "x".repeat(8 << 20);
        run(
                10,
                peer -> {
                    assertThat(peer.request()).startsWith("GET / HTTP/1.1");
                    try {
                        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 8388608\r\n\r\n" + large);
                    } catch (IOException e) {
                        resets.incrementAndGet();
                    }
                },
                load -> load.abuse().abortResponse(REQUEST, 100));
        assertThat(resets).hasValue(10);
    }

    @Test
    void sendsSlowlyAndGivesUpInTime() throws Exception {
        AtomicInteger whole = new AtomicInteger();
        long begin = System.nanoTime();
        run(
                2,
                peer -> {
                    if (peer.request() != null) {
                        whole.incrementAndGet();
                    }
                },
                load -> load.abuse().slow(REQUEST, Duration.ofMillis(20), Duration.ofMillis(100)));
        assertThat(whole).hasValue(0);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isGreaterThan(Duration.ofMillis(99));
    }

    @Test
    void sendsMoreThanAServerShouldTake() throws Exception {
        AtomicInteger bytes = new AtomicInteger();
        run(
                2,
                peer -> {
                    String request = Objects.requireNonNull(peer.request());
                    bytes.addAndGet(request.length());
                    peer.send("HTTP/1.1 431 Too Large\r\nContent-Length: 0\r\n\r\n");
                },
                load -> load.abuse().oversizedHeader("/", new ByteSize(100_000)));
        assertThat(bytes.get()).isBetween(200_000, 200_400);
        bytes.set(0);
        run(
                2,
                peer -> bytes.addAndGet(Objects.requireNonNull(peer.request()).length()),
                load -> load.abuse().oversizedBody("/upload", new ByteSize(1_000_000)));
        assertThat(bytes.get()).isBetween(2_000_000, 2_000_400);
    }

    @Test
    void aServerThatHangsUpOnAbuseIsNoFailure() throws Exception {
        run(6, peer -> {}, load -> load.abuse().oversizedBody("/", new ByteSize(8 << 20)));
    }

    @Test
    void sendsEachMalformedRequestInTurn() throws Exception {
        Set<String> seen = Collections.synchronizedSet(new HashSet<>());
        run(
                2L * MalformedRequests.count(),
                peer -> {
                    seen.add(peer.some());
                    peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                },
                load -> load.abuse().malformed());
        assertThat(seen).hasSize(MalformedRequests.count());
    }

    @Test
    void doesNotWaitLongForAServerThatIgnoresAMalformedRequest() throws Exception {
        run(4, ScriptedServer.Peer::untilClosed, load -> load.abuse().malformed());
    }

    @Test
    void failsWhenThereIsNobodyToAbuse() throws Exception {
        try (LoadGenerator load = new LoadGenerator(Closed.address(), 1, PATIENT)) {
            LoadBlock block = load.run(1, driver -> driver.abuse().halfOpen());
            assertThat(block.failed()).isEqualTo(1);
            assertThat(block.aborted()).isZero();
            assertThat(Objects.requireNonNull(block.firstFailure()).cause())
                    .hasMessageStartingWith("no connection to localhost:1: ");
        }
    }
}
