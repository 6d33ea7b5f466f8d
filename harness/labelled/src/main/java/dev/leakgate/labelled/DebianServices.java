package dev.leakgate.labelled;

import dev.leakgate.labelled.Subject.Pace;
import dev.leakgate.service.NativeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists services of the distribution, each under load that fills its caches: as they are, which is
 * healthy, and with a preloaded library that makes them leak.
 */
final class DebianServices {

    private static final int FILES = 300;

    /* Rounds. A leak is seen once the caches are full, as each report on an unsettled run says. */
    private static final int LEAKING_WARM_UP = 10;

    private final Sessions sessions;

    /**
     * Finds what is preloaded.
     *
     * @param programs the folder of the built programs
     */
    DebianServices(Path programs) {
        sessions = new Sessions(programs);
    }

    List<Subject> healthy() {
        return List.of(
                healthy("nginx", "files through the open-file cache, gzip", 500, this::nginx),
                healthy("redis", "SET over 100,000 random keys, 20,000 a round", 200, this::redis),
                healthy("memcached", "sets of random size until it evicts", 500, this::memcached),
                healthy("haproxy", "stick table of 2,000 random paths", 500, this::haproxy),
                healthy("mosquitto", "retained messages on 1,000 topics", 500, this::mosquitto));
    }

    List<Subject> leaking() {
        return List.of(
                leaking("nginx", 500, this::nginx, Forgetting.ofGlibc(10, 1_000, 20_000)),
                leaking("redis", 200, this::redis, Forgetting.ofJemalloc(5, 32, 2_048)),
                leaking("memcached", 500, this::memcached, Forgetting.ofGlibc(5, 16, 20_000)),
                leaking("haproxy", 500, this::haproxy, Forgetting.ofGlibc(10, 16, 2_000)),
                leaking("mosquitto", 500, this::mosquitto, Forgetting.ofGlibc(20, 24, 4_096)));
    }

    static Subject healthy(String name, String text, int requests, Sessions.Preparing setup) {
        return new Subject(
                name,
                "Debian's: " + text,
                new Truth.Healthy(),
                new Pace(requests, requests, 2),
                folder -> setup.prepare(folder, null));
    }

    static Subject leaking(
            String name, int requests, Sessions.Preparing setup, Forgetting forgetting) {
        return new Subject(
                name + "-forgets",
                String.format(
                        "the same, without one in %d frees of %,d to %,d B",
                        forgetting.every(), forgetting.least(), forgetting.most()),
                new Truth.LeaksCounted(),
                new Pace(LEAKING_WARM_UP * requests, requests, 2),
                folder -> setup.prepare(folder, forgetting));
    }

    private Session nginx(Path folder, @Nullable Forgetting forgetting) throws IOException {
        int port = Sessions.freePort();
        Files.createDirectories(folder.resolve("files"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(folder.resolve("files/" + i + ".html"), "<p>hello</p>\n".repeat(i));
        }
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration, Sessions.resource("nginx.conf").replace("PORT", "" + port));
        return sessions.of(
                NativeService.command("nginx", "-p", folder.toString(), "-c", "" + configuration)
                        .port(port),
                folder,
                forgetting,
                Loads.files(FILES));
    }

    private Session redis(Path folder, @Nullable Forgetting forgetting) throws IOException {
        NativeService.Builder service =
                NativeService.command(
                        "redis-server",
                        "--port",
                        "${port}",
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no");
        return sessions.of(service, folder, forgetting, Loads.redisSet());
    }

    private Session memcached(Path folder, @Nullable Forgetting forgetting) throws IOException {
        // Run by root, memcached wants to be told whom to become.
        NativeService.Builder service =
                NativeService.command(
                        "memcached",
                        "-u",
                        System.getProperty("user.name"),
                        "-l",
                        "127.0.0.1",
                        "-p",
                        "${port}",
                        "-U",
                        "0",
                        "-m",
                        "8",
                        "-t",
                        "2");
        return sessions.of(service, folder, forgetting, Loads.memcachedSet());
    }

    private Session haproxy(Path folder, @Nullable Forgetting forgetting) throws IOException {
        Path configuration = folder.resolve("haproxy.cfg");
        Files.writeString(configuration, Sessions.resource("haproxy.cfg"));
        // Without caches of its own it frees what it no longer needs, and malloc sees it.
        NativeService.Builder service =
                NativeService.command(
                                "haproxy", "-db", "-dMno-cache", "-f", configuration.toString())
                        .environment("PORT", "${port}");
        return sessions.of(service, folder, forgetting, Loads.randomPaths());
    }

    private Session mosquitto(Path folder, @Nullable Forgetting forgetting) throws IOException {
        // Without a configuration it listens on the loopback address only.
        return sessions.of(
                NativeService.command("mosquitto", "-p", "${port}"),
                folder,
                forgetting,
                Loads.mqttPublish());
    }
}
