package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.junit.carriers.Carriers;
import dev.leakgate.junit.faulty.Gateways;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Checks a gateway that this test started by itself, which must run on untouched. */
class AttachIT {

    private static final String PORT = "attached.port";
    private static final String FOLDER = "attached.folder";
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path output;
    private final int port;
    private final Process shell;

    AttachIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        output = folder.resolve("results");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // As an init script does; the gateway is the shell's child and not this JVM's.
        shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "target/native/gateway --port $0 & echo $! > $1; wait $!",
                                Integer.toString(port),
                                pidFile().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("gateway.log").toFile())
                        .start();
    }

    private Path pidFile() {
        return folder.resolve("gateway.pid");
    }

    @BeforeEach
    void awaitTheGateway() {
        System.setProperty(PORT, Integer.toString(port));
        System.setProperty(FOLDER, folder.toString());
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!listens()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stopTheGateway() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        System.clearProperty(PORT);
        System.clearProperty(FOLDER);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Test
    void findsTheLeakOfAGatewayByItsPort() throws IOException {
        leaksAndRunsOn(Gateways.Attached.class, "LEAK  Gateways.Attached.unknownChannel: ");
    }

    @Test
    void findsTheLeakOfAGatewayByASpecFileAndItsPidFile() throws IOException {
        leaksAndRunsOn(Carriers.Attached.class, "LEAK  Carriers.Attached: a gateway that runs: ");
    }

    private void leaksAndRunsOn(Class<?> check, String begin) throws IOException {
        ProcessHandle gateway = shell.children().findFirst().orElseThrow();
        String before = status(gateway);

        assertThat(Real.failure(check, output).orElseThrow())
                .isExactlyInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith(begin + "heap grows 1,5")
                .hasMessageContaining("CommItopReq");

        assertThat(gateway.isAlive()).isTrue();
        assertThat(status(gateway)).isEqualTo(before);
        assertThat(gateway.children()).isEmpty();
        assertThat(listens()).isTrue();
    }

    /** Who traces it, and which signals it blocks, ignores, catches, and still has to take. */
    private static String status(ProcessHandle process) throws IOException {
        return Files.readAllLines(
                        Path.of("/proc/" + process.pid() + "/status"), StandardCharsets.UTF_8)
                .stream()
                .filter(line -> line.matches("(TracerPid|Sig[A-Z]..|ShdPnd|NSpid|Threads):.*"))
                .toList()
                .toString();
    }
}
