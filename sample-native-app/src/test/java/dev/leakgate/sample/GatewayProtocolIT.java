package dev.leakgate.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds the gateway to HTTP, so that its checks measure a server that works. */
@Timeout(60)
class GatewayProtocolIT {

    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

    private Process gateway;
    private int port;

    @BeforeEach
    void start() throws IOException {
        gateway =
                new ProcessBuilder(Variant.of("gateway"), "--port", "0")
                        .redirectErrorStream(true)
                        .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(gateway.getInputStream(), ISO_8859_1));
        String firstLine = String.valueOf(output.readLine());
        Matcher matcher = PORT.matcher(firstLine);
        assertThat(matcher.find()).as(firstLine).isTrue();
        port = Integer.parseInt(matcher.group(1));
    }

    @AfterEach
    void kill() {
        gateway.destroyForcibly();
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws IOException {
        String requests =
                get("/itop?channelid=7")
                        + get("/itop?channelid=4099")
                        + get("/health")
                        + get("/nowhere");

        assertThat(statuses(requests.repeat(50)))
                .hasSize(200)
                .startsWith(200, 400, 200, 404)
                .endsWith(200, 400, 200, 404);
    }

    @Test
    void knowsTheChannelsFrom1To100() throws IOException {
        for (String unknown : List.of("0", "101", "-1", "7x", "", "99999999999999999999")) {
            assertThat(statuses(get("/itop?channelid=" + unknown)))
                    .as(unknown)
                    .containsExactly(400);
        }
        assertThat(statuses(get("/itop"))).containsExactly(400);
        assertThat(statuses(get("/itop?a=b&channelid=1&c"))).containsExactly(200);
        assertThat(statuses(get("/itop?channelid=100"))).containsExactly(200);
    }

    @Test
    void readsARequestThatComesByteByByte() throws IOException {
        try (Socket client = connect()) {
            client.setTcpNoDelay(true);
            for (byte one : get("/itop?channelid=7").getBytes(ISO_8859_1)) {
                client.getOutputStream().write(one);
            }
            client.shutdownOutput();
            assertThat(statusesFrom(client)).containsExactly(200);
        }
    }

    @Test
    void skipsABodyThatNobodyWants() throws IOException {
        String post = "POST /itop HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n";

        assertThat(statuses(post + "x".repeat(20_000) + get("/health"))).containsExactly(405, 200);
    }

    @Test
    void refusesWhatIsNoRequestAndCloses() throws IOException {
        String endless = "GET /health HTTP/1.1\r\nHost: x\r\nCookie: " + "x".repeat(20_000);
        String health = get("/health");

        assertThat(statuses("\u0016\u0003\u0001\r\n\r\n" + health)).containsExactly(400);
        assertThat(statuses("GET /health HTTP/1.1\nHost: x\n\n" + health)).containsExactly(400);
        assertThat(statuses("GET /health HTTP/1.1\r\n\r\n" + health)).containsExactly(400);
        assertThat(statuses("GET /health HTTP/3.0\r\n\r\n" + health)).containsExactly(505);
        assertThat(statuses(endless)).containsExactly(431);
    }

    @Test
    void goesOnWhenClientsLeaveBeforeTheirAnswer() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (Socket client = connect()) {
                client.setSoLinger(true, 0);
                client.getOutputStream().write(get("/itop?channelid=7").getBytes(ISO_8859_1));
            }
        }
        assertThat(statuses(get("/health"))).containsExactly(200);
    }

    @Test
    void endsWithStatusZeroOnSigtermThoughClientsAreConnected() throws Exception {
        try (Socket idle = connect()) {
            assertThat(statuses(get("/health"))).containsExactly(200);

            gateway.destroy();

            assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.exitValue()).isZero();
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(30_000);
        return client;
    }

    /** Sends all at once and returns the status of each answer until the server closes. */
    private List<Integer> statuses(String requests) throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(requests.getBytes(ISO_8859_1));
            client.shutdownOutput();
            return statusesFrom(client);
        }
    }

    private static List<Integer> statusesFrom(Socket client) throws IOException {
        String answers = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
        return STATUS.matcher(answers).results().map(GatewayProtocolIT::code).toList();
    }

    private static Integer code(MatchResult status) {
        return Integer.valueOf(status.group(1));
    }
}
