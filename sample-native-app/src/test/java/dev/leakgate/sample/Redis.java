package dev.leakgate.sample;

import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/** Runs Debian's redis-server beside the tests of this JVM; it ends with it. */
final class Redis {

    /** The keys that are there: of twelve that a job looks up, one of the two of each handler. */
    private static final int KEYS = 6;

    private static final int PORT = start();

    private Redis() {}

    /** Returns the port of a server that knows the keys user:000000 to user:000005. */
    static String port() {
        return Integer.toString(PORT);
    }

    private static int start() {
        NativeService redis =
                NativeService.command(
                                "redis-server",
                                "--port",
                                "${port}",
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--appendonly",
                                "no")
                        .readyWhenListening()
                        .build();
        RunningService running = RunningService.launch(redis, Path.of("target/redis"));
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "redis"));
        InetSocketAddress address = running.address().orElseThrow();
        for (int i = 0; i < KEYS; i++) {
            set(address, String.format("user:%06d", i));
        }
        return address.getPort();
    }

    private static void set(InetSocketAddress address, String key) {
        String command = "*3\r\n$3\r\nSET\r\n$" + key.length() + "\r\n" + key + "\r\n$1\r\n1\r\n";
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] answer = in.readNBytes("+OK\r\n".length());
            Assertions.assertEquals("+OK\r\n", new String(answer, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
