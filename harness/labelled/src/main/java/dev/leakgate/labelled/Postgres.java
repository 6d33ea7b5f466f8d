package dev.leakgate.labelled;

import dev.leakgate.load.ExternalLoad;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the distribution's PostgreSQL on a database of its own in a temporary folder, which is
 * deleted after the run. It refuses root, so then it runs as the package's own user.
 */
final class Postgres {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    /* Small, so that the pages in memory are as many as they can be once it is warm. */
    private static final String BUFFERS = "shared_buffers=4MB";

    private final boolean root = "root".equals(System.getProperty("user.name"));
    private final Path programs;

    Postgres(Path programs) {
        this.programs = programs;
    }

    /** Reads by pgbench, whose connections end with each round. */
    Session readByTool(Path folder, @Nullable Forgetting forgetting) throws IOException {
        Path base = newBase(folder);
        ExternalLoad load = ExternalLoad.pgbench(2, "-S", "-U", USER, "postgres");
        return new Session(
                service(base).build(),
                new Traffic.Tool(load, 16),
                null,
                () -> Folders.delete(base));
    }

    /** Reads, writes and sorts over connections that stay, each with a process of its own. */
    Session overKeptConnections(Path folder, @Nullable Forgetting forgetting) throws IOException {
        Path base = newBase(folder);
        NativeService.Builder service = service(base);
        ForgetCounters counters = null;
        if (forgetting != null) {
            counters = forgetting.preload(service, programs, base);
        }
        return new Session(service.build(), Loads.sqlTransactions(), counters)
                .after(() -> Folders.delete(base));
    }

    private NativeService.Builder service(Path base) {
        NativeService.Builder service =
                NativeService.command(
                                program("postgres"),
                                "-D",
                                base.resolve("data").toString(),
                                "-p",
                                "${port}",
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                BUFFERS,
                                "-c",
                                "fsync=off")
                        .workingDirectory(base)
                        // It listens before, and refuses.
                        .readyWhenLogged("ready to accept connections")
                        .stopSignal("SIGINT");
        return root ? service.runAs(USER) : service;
    }

    /** Makes a database filled by pgbench; about 2 s. */
    private Path newBase(Path folder) throws IOException {
        Path base = Files.createTempDirectory("leakgate-postgres");
        try {
            fill(base, folder);
            return base;
        } catch (IOException | RuntimeException cause) {
            Folders.delete(base);
            throw cause;
        }
    }

    private void fill(Path base, Path folder) throws IOException {
        if (root) {
            Commands.run(base, List.of("chown", USER, base.toString()));
        }
        String data = base.resolve("data").toString();
        Commands.run(
                base,
                asUser(program("initdb"), "-D", data, "-A", "trust", "-U", USER, "--no-sync"));
        try (RunningService filling = RunningService.launch(service(base).build(), folder)) {
            String port = Integer.toString(filling.address().orElseThrow().getPort());
            Commands.run(
                    base,
                    List.of(
                            "pgbench",
                            "-i",
                            "-q",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            port,
                            "-U",
                            USER,
                            "postgres"));
        }
    }

    private List<String> asUser(String... command) {
        List<String> argv = new ArrayList<>();
        if (root) {
            argv.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        argv.addAll(List.of(command));
        return argv;
    }

    private static String program(String name) {
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("there is none"))
                    .toString();
        } catch (IOException missing) {
            throw new IllegalStateException(
                    VERSIONS
                            + " has no "
                            + name
                            + " ("
                            + missing.getMessage()
                            + "): ./setup.sh test",
                    missing);
        }
    }
}
