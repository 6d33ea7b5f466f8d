package dev.leakgate.labelled;

import dev.leakgate.labelled.Subject.Pace;
import dev.leakgate.service.NativeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists services that no rule was made with: they came to the set after the rules were fixed, and
 * no rule may be changed for one of them alone.
 */
final class HeldOutServices {

    private static final int FILES = 400;

    private final Sessions sessions;
    private final Postgres postgres;

    /**
     * Finds what is preloaded.
     *
     * @param programs the folder of the built programs
     */
    HeldOutServices(Path programs) {
        sessions = new Sessions(programs);
        postgres = new Postgres(programs);
    }

    List<Subject> healthy() {
        return Stream.of(
                        new Subject(
                                "postgres",
                                "Debian's: pgbench -S, new connections each round",
                                new Truth.Healthy(),
                                new Pace(4_000, 1_000, 2),
                                folder -> postgres.readByTool(folder, null)),
                        DebianServices.healthy(
                                "postgres-kept",
                                "updates, lookups and sorts over connections that stay",
                                200,
                                postgres::overKeptConnections),
                        DebianServices.healthy(
                                "lighttpd", "files and listings of folders", 500, this::lighttpd),
                        DebianServices.healthy(
                                "dnsmasq",
                                "4,000 random names, cache of 1,000",
                                1_000,
                                this::dnsmasq),
                        DebianServices.healthy(
                                "unbound", "4,000 random names, two threads", 1_000, this::unbound),
                        DebianServices.healthy(
                                "beanstalkd", "jobs put, reserved, deleted", 500, this::beanstalkd),
                        DebianServices.healthy(
                                "nats",
                                "written in Go: subscribe, publish, unsubscribe",
                                500,
                                this::nats))
                .map(HeldOutServices::unlessARuleWasMadeWithIt)
                .toList();
    }

    List<Subject> leaking() {
        return Stream.of(
                        DebianServices.leaking(
                                "postgres-kept",
                                200,
                                postgres::overKeptConnections,
                                Forgetting.ofGlibc(100, 500, 100_000)),
                        DebianServices.leaking(
                                "lighttpd", 500, this::lighttpd, Forgetting.ofGlibc(20, 16, 4_096)),
                        DebianServices.leaking(
                                "unbound", 1_000, this::unbound, Forgetting.ofGlibc(30, 24, 3_000)),
                        DebianServices.leaking(
                                "beanstalkd",
                                500,
                                this::beanstalkd,
                                Forgetting.ofGlibc(50, 64, 5_000)))
                .map(HeldOutServices::unlessARuleWasMadeWithIt)
                .toList();
    }

    /** That memory may move between arenas was learned from unbound. */
    private static Subject unlessARuleWasMadeWithIt(Subject subject) {
        return subject.name().startsWith("unbound") ? subject : subject.asHeldOut();
    }

    private Session lighttpd(Path folder, @Nullable Forgetting forgetting) throws IOException {
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("files/" + i % 20 + "/" + i + ".txt");
            Files.createDirectories(folder.resolve("files/" + i % 20));
            Files.writeString(file, "hello\n".repeat(i));
        }
        Path configuration = folder.resolve("lighttpd.conf");
        Files.writeString(configuration, Sessions.resource("lighttpd.conf"));
        return sessions.of(
                NativeService.command("lighttpd", "-D", "-f", configuration.toString())
                        .environment("PORT", "${port}")
                        .environment("FILES", folder.resolve("files").toString()),
                folder,
                forgetting,
                Loads.filesAndListings(FILES));
    }

    private Session beanstalkd(Path folder, @Nullable Forgetting forgetting) throws IOException {
        return sessions.of(
                NativeService.command("beanstalkd", "-l", "127.0.0.1", "-p", "${port}"),
                folder,
                forgetting,
                Loads.jobs());
    }

    private Session nats(Path folder, @Nullable Forgetting forgetting) throws IOException {
        return sessions.of(
                NativeService.command("nats-server", "-a", "127.0.0.1", "-p", "${port}"),
                folder,
                forgetting,
                Loads.natsMessages());
    }

    private Session dnsmasq(Path folder, @Nullable Forgetting forgetting) throws IOException {
        Dns.Upstream upstream = new Dns.Upstream();
        NativeService.Builder service =
                NativeService.command(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--no-resolv",
                        "--no-hosts",
                        "--bind-interfaces",
                        "--listen-address=127.0.0.1",
                        "--port=${port}",
                        "--server=127.0.0.1#" + upstream.port(),
                        "--cache-size=1000",
                        "--user=" + System.getProperty("user.name"),
                        "--pid-file=",
                        "--log-facility=-");
        return sessions.of(service, folder, forgetting, Loads.dnsQueries()).after(upstream);
    }

    private Session unbound(Path folder, @Nullable Forgetting forgetting) throws IOException {
        Dns.Upstream upstream = new Dns.Upstream();
        int port = Sessions.freePort();
        Path configuration = folder.resolve("unbound.conf");
        Files.writeString(
                configuration,
                Sessions.resource("unbound.conf")
                        .replace("UPSTREAM", Integer.toString(upstream.port()))
                        .replace("PORT", Integer.toString(port)));
        return sessions.of(
                        NativeService.command("unbound", "-d", "-c", configuration.toString())
                                .port(port),
                        folder,
                        forgetting,
                        Loads.dnsQueries())
                .after(upstream);
    }
}
