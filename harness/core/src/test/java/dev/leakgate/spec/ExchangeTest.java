package dev.leakgate.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.load.LoadBlock;
import dev.leakgate.load.LoadGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Exchanges bytes with a server in this process, which answers each line with itself in capitals
 * and closes the connection after {@code quit}.
 */
@Timeout(60)
class ExchangeTest {

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "capitals");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void receivesALineATextABytesCountAndTheEnd() throws InterruptedException {
        LoadBlock block =
                send(
                        """
                        - send: "a\\nb;c\\nd\\n"
                          receive: line
                          expect: A
                        - {receive: {until: ";"}, expect: B}
                        - {receive: {bytes: 3}, expect: "C\\nD"}
                        - {receive: line, expect: ""}
                        - {sendHex: 71 75 69 74 0a, receive: end, expectMatch: ^QUIT}
                        """,
                        1);

        assertThat(block.firstFailure()).isNull();
        assertThat(block.failed()).isZero();
        assertThat(arrived).containsExactly("connected", "a", "b;c", "d", "quit");
    }

    @Test
    void fillsInTheNumberOfTheRequest() throws InterruptedException {
        LoadBlock block =
                send(
                        "- {send: \"key${request%2}\\n\", receive: line, expect: 'KEY${request%2}'}",
                        3);

        assertThat(block.failed()).isZero();
        assertThat(arrived).containsExactly("connected", "key1", "key0", "key1");
    }

    @Test
    void failsARequestWithAnotherAnswerAndConnectsAnew() throws InterruptedException {
        LoadBlock block =
                send("- {send: \"a\\nb\\n\", receive: line}\n- {receive: line, expect: C}", 2);

        assertThat(block.failed()).isEqualTo(2);
        assertThat(block.firstFailure())
                .hasToString("request 1: step 2 of \"a\" received \"B\", expect is \"C\"");
        assertThat(arrived).containsExactly("connected", "a", "b", "connected", "a", "b");
    }

    @Test
    void saysWhatDoesNotMatch() throws InterruptedException {
        LoadBlock block = send("- {send: \"a\\n\", receive: line, expectMatch: '[0-9]'}", 1);

        assertThat(block.firstFailure())
                .hasToString("request 1: step 1 of \"a\" received \"A\", expectMatch is \"[0-9]\"");
    }

    @Test
    void saysAtWhichStepNothingCame() throws InterruptedException {
        LoadBlock block = send("- {send: \"quit\\n\", receive: line}\n- {receive: line}", 1);

        assertThat(block.firstFailure())
                .hasToString(
                        "request 1: step 2 of \"quit\": read until a delimiter: no complete"
                                + " response from localhost:"
                                + server.getLocalPort()
                                + ": the service closed the connection after 0 bytes");
    }

    private LoadBlock send(String steps, long count) throws InterruptedException {
        String yaml =
                Specs.LEAST.replace(
                        "{requests: [{path: /health}]}",
                        "\n      requests:\n        - exchange:\n"
                                + steps.indent(12).stripTrailing());
        SpecLoad load = Specs.read(yaml).checks().get(0).load();
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
        try (LoadGenerator generator = new LoadGenerator(address, 1, Duration.ofSeconds(10))) {
            return generator.run(
                    count, ((SpecLoad.Requests) load).method(), Duration.ofSeconds(30));
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                arrived.add("connected");
                answer(client);
            } catch (SocketException e) {
                // The client or the test is done.
            } catch (IOException e) {
                arrived.add(e.toString());
            }
        }
    }

    private void answer(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                arrived.add(text.strip());
                client.getOutputStream()
                        .write(text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
                if (text.equals("quit\n")) {
                    return;
                }
                line.reset();
            }
        }
    }
}
