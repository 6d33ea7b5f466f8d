package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadBlock;
import dev.leakgate.load.ToolRunner;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The four load tools of the distribution send what they are asked for, and we read how much. */
@Timeout(120)
class LoadToolsIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;

    private LoadBlock run(ExternalLoad load, RunningService service, long requests)
            throws InterruptedException {
        ToolRunner runner =
                new ToolRunner(
                        load,
                        OptionalInt.of(service.address().orElseThrow().getPort()),
                        folder.resolve("load"),
                        () -> service.exitStatus().isPresent());
        LoadBlock block = runner.run(requests, 1, LONG);
        String version = runner.version().orElseThrow();
        System.out.printf(
                "%s %s: %,d requests, %,.0f/s%n",
                runner.tool(), version, block.requests(), block.rate());
        assertThat(version).matches("[0-9]+\\.[0-9].*");
        assertThat(block.failed()).isZero();
        assertThat(block.end()).isEqualTo(LoadBlock.End.DRAINED);
        return block;
    }

    private RunningService nginx() throws IOException {
        Path prefix = Files.createDirectories(folder.resolve("nginx"));
        Path conf = prefix.resolve("nginx.conf");
        int port = freePort();
        Files.writeString(
                conf,
                "daemon off; worker_processes 1; error_log stderr; pid nginx.pid;\n"
                        + "events { worker_connections 64; }\n"
                        + "http { access_log off; server { listen 127.0.0.1:"
                        + port
                        + "; return 200 ok; } }\n");
        return RunningService.launch(
                NativeService.command("nginx", "-p", prefix + "/", "-c", conf + "")
                        .port(port)
                        .build(),
                folder);
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void wrkAndH2load() throws Exception {
        try (RunningService nginx = nginx()) {
            assertThat(run(ExternalLoad.wrk("/", 4, Duration.ofSeconds(1)), nginx, 1).requests())
                    .isGreaterThan(100);
            assertThat(run(ExternalLoad.h2load("/", 4), nginx, 2_003).requests()).isEqualTo(2_003);
        }
    }

    @Test
    void redisBenchmark() throws Exception {
        NativeService service =
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
                        .build();
        try (RunningService redis = RunningService.launch(service, folder)) {
            ExternalLoad load = ExternalLoad.redisBenchmark(4, "set", "get");
            assertThat(run(load, redis, 3_000).requests()).isEqualTo(6_000);
        }
    }

    /** Its programs stand beside no PATH, and it refuses root: the package's own user runs it. */
    @Test
    void pgbench() throws Exception {
        Path data = Files.createTempDirectory("leakgate-postgres");
        try {
            boolean root = "root".equals(System.getProperty("user.name"));
            if (root) {
                execute(List.of("chown", "postgres", data.toString()));
            }
            Path programs = postgresPrograms();
            execute(
                    asPostgres(
                            root,
                            programs.resolve("initdb").toString(),
                            "-D",
                            data.toString(),
                            "-A",
                            "trust",
                            "-U",
                            "postgres",
                            "--no-sync"));
            NativeService.Builder service =
                    NativeService.command(
                                    programs.resolve("postgres").toString(),
                                    "-D",
                                    data.toString(),
                                    "-p",
                                    "${port}",
                                    "-c",
                                    "listen_addresses=127.0.0.1",
                                    "-c",
                                    "unix_socket_directories=")
                            .workingDirectory(data);
            if (root) {
                service.runAs("postgres");
            }
            try (RunningService postgres = RunningService.launch(service.build(), folder)) {
                String port = postgres.address().orElseThrow().getPort() + "";
                execute(
                        List.of(
                                "pgbench",
                                "-i",
                                "-q",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                port,
                                "-U",
                                "postgres",
                                "postgres"));
                ExternalLoad load = ExternalLoad.pgbench(4, "-S", "-U", "postgres", "postgres");
                assertThat(run(load, postgres, 2_000).requests()).isEqualTo(2_000);
            }
        } finally {
            delete(data);
        }
    }

    private static Path postgresPrograms() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> asPostgres(boolean root, String... command) {
        List<String> argv = new ArrayList<>();
        if (root) {
            argv.addAll(
                    List.of(
                            "setpriv",
                            "--reuid=postgres",
                            "--regid=postgres",
                            "--clear-groups",
                            "--"));
        }
        argv.addAll(List.of(command));
        return argv;
    }

    private static void execute(List<String> argv) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(argv)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .start();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s\n%s", argv, output).isZero();
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, java.io.IOException e)
                            throws IOException {
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
