package dev.leakgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the requests of a real nginx by its page of figures and by its log, and asks commands. */
class RealCountersIT {

    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final int REQUESTS = 120;

    private final Path folder;

    RealCountersIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void countsTheRequestsOfNginxAndNotItsOwn() throws Exception {
        assumeTrue(Files.exists(NGINX), "nginx is not installed: apt-get install nginx-light");
        Path log = Files.createFile(folder.resolve("access.log"));
        int port = freePort();
        NativeService nginx =
                NativeService.command(NGINX.toString(), "-p", folder + "", "-c", conf(port, log))
                        .port(port)
                        .readyWhenListening()
                        .build();
        try (RunningService running = RunningService.launch(nginx, folder)) {
            assertThat(running.processes()).isNotEmpty();
            String base = "http://127.0.0.1:" + port;
            StubStatus status = new StubStatus(URI.create(base + "/status"));
            LogLines lines = new LogLines(log, null);
            long before = status.read();

            for (int i = 0; i < REQUESTS; i++) {
                get(base + "/");
            }

            assertThat(status.read() - before).isEqualTo(REQUESTS);
            assertThat(status.read() - before).isEqualTo(REQUESTS);
            assertThat(lines.read()).isEqualTo(REQUESTS);
        }
    }

    @Test
    void asksACommand() throws Exception {
        Path count = Files.writeString(folder.resolve("count"), "requests served: 41\n");
        CounterCommand command = new CounterCommand("cat " + count);
        assertThat(command.read()).isEqualTo(41);
        Files.writeString(count, "42");
        assertThat(command.read()).isEqualTo(42);
    }

    @Test
    void saysWhatIsWrongWithACommand() {
        assertThatThrownBy(() -> new CounterCommand("echo many").read())
                .isInstanceOf(CounterException.class)
                .hasMessage("the counter command \"echo many\" said \"many\", which is no number");
        assertThatThrownBy(() -> new CounterCommand("exit 3").read())
                .isInstanceOf(CounterException.class)
                .hasMessage("the counter command \"exit 3\" ended with exit status 3");
    }

    private String conf(int port, Path log) throws IOException {
        return Files.writeString(
                        folder.resolve("nginx.conf"),
                        """
                        daemon off;
                        master_process off;
                        pid %1$s/nginx.pid;
                        error_log %1$s/error.log;
                        events {}
                        http {
                            client_body_temp_path %1$s;
                            proxy_temp_path %1$s;
                            fastcgi_temp_path %1$s;
                            uwsgi_temp_path %1$s;
                            scgi_temp_path %1$s;
                            access_log %3$s;
                            server {
                                listen 127.0.0.1:%2$d;
                                location / { return 200 "ok"; }
                                location /status { stub_status; access_log off; }
                            }
                        }
                        """
                                .formatted(folder, port, log))
                .toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static void get(String uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(uri).toURL().openConnection();
        assertThat(connection.getResponseCode()).isEqualTo(200);
        connection.getInputStream().readAllBytes();
    }
}
