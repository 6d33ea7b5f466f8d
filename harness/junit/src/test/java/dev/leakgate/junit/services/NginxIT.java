package dev.leakgate.junit.services;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx of the distribution does not leak. */
class NginxIT {

    @ServiceUnderTest static final NativeService nginx = nginx();

    @LeakCheck
    void generatedAnswers(LoadDriver load) {
        Answers.require(200, load.get("/some/path?with=query"));
    }

    @LeakCheck
    void filesAndMissingFiles(LoadDriver load) {
        Answers.require(200, load.get("/file/page.html"));
        Answers.require(404, load.get("/file/nothing-here"));
    }

    private static NativeService nginx() {
        Path prefix = Path.of("target", "nginx").toAbsolutePath();
        int port = freePort();
        try {
            Files.createDirectories(prefix.resolve("html"));
            Files.writeString(prefix.resolve("html/page.html"), "<p>hello</p>\n".repeat(500));
            Files.writeString(
                    prefix.resolve("nginx.conf"),
                    Files.readString(Path.of("src/test/native/nginx.conf"))
                            .replace("PORT", Integer.toString(port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // nginx reads its port from a file, so ${port} cannot tell it.
        return NativeService.command(
                        "nginx", "-p", prefix.toString(), "-c", prefix.resolve("nginx.conf") + "")
                .port(port)
                .build();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
