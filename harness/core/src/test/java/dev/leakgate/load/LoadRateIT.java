package dev.leakgate.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows what four threads send over loopback to a server that does nothing but answer. */
class LoadRateIT {

    @Test
    void fourThreadsSendWellOverTenThousandRequestsPerSecond() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> accept(listener));
            acceptor.setDaemon(true);
            acceptor.start();
            InetSocketAddress address =
                    new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
            try (LoadGenerator load = new LoadGenerator(address, 4, Duration.ofSeconds(10))) {
                load.run(20_000, driver -> driver.get("/warm-up"));
                LoadBlock block = load.run(60_000, driver -> driver.get("/itop?channelid=4099"));
                System.out.printf("%,.0f requests/s, %s%n", block.rate(), block.latencies());
                assertThat(block.statuses()).isEqualTo(Map.of(200, 60_000L));
            }
        }
    }

    private static void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread server = new Thread(() -> serve(socket));
                server.setDaemon(true);
                server.start();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /** Answers each write of the client, which is one request. */
    private static void serve(Socket socket) {
        byte[] answer =
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] buffer = new byte[4096];
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            while (in.read(buffer) > 0) {
                out.write(answer);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
