package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches the gateway of the samples, its fixed twin, and commands. */
class WatchCommandIT {

    private final Path folder;
    private final Cli cli = new Cli();

    WatchCommandIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void endsWhenItLeaksAndShowsWhatDoesWhileTheServiceGoesOn() throws Exception {
        try (Gateway gateway = Gateway.start("gateway")) {
            int status =
                    watch("--until-leak", "--capture-on-leak", "--every", "150ms", gateway.pid());

            assertThat(status).as(cli.out()).isEqualTo(1);
            assertThat(cli.out())
                    .containsPattern(
                            "\nLEAK  process [0-9]+, gateway: heap grows [0-9.,]+ [KM]?i?B/s")
                    .contains("\n! ", "CommItopReq", "unreachable", "GET /itop?channelid=4099")
                    .doesNotContain("\u001b");
            assertThat(folder.resolve("core." + gateway.pid())).isNotEmptyFile();
            gateway.assertGoesOn();
        }
    }

    @Test
    void holdsGrowthAgainstTheRequestsThatACommandCounts() throws Exception {
        Path count = folder.resolve("count");
        try (Gateway gateway = Gateway.start("gateway");
                Written written = new Written(count, gateway)) {
            int status =
                    watch(
                            "--until-leak",
                            "--json",
                            "--every",
                            "200ms",
                            "--requests-command",
                            "cat " + count,
                            gateway.pid());

            assertThat(status).as(cli.out()).isEqualTo(1);
            List<JsonNode> lines = lines();
            JsonNode look = lines.get(lines.size() - 2);
            JsonNode heap = look.get("regions").get(0);
            assertThat(heap.get("region").asText()).isEqualTo("heap");
            assertThat(heap.has("leakPerRequest") || heap.has("leakPerSecond")).isTrue();
            assertThat(heap.get("growthPerRequest").asDouble())
                    .isBetween(0.9 * Gateway.KEPT, 1.1 * Gateway.KEPT);
            assertThat(look.get("requests").asLong()).isPositive();
            assertThat(lines.get(lines.size() - 1).get("verdict").asText()).isEqualTo("LEAK");
            assertThat(written.failure()).isNull();
        }
    }

    @Test
    void callsNothingALeakInTheFixedGateway() throws Exception {
        try (Gateway gateway = Gateway.start("gateway-fixed")) {
            int status = watch("--until-leak", "--for", "5s", "--every", "100ms", gateway.pid());

            assertThat(cli.out()).doesNotContain("LEAK");
            // A page that malloc's books took late leaves it open; a leak it never is.
            assertThat(status).isIn(0, 3);
            gateway.assertGoesOn();
        }
    }

    @Test
    void saysThatTheProcessEndedMeanwhile() throws Exception {
        try (Gateway gateway = Gateway.start("gateway-fixed")) {
            Thread end =
                    new Thread(
                            () -> {
                                // Before its first line there is nothing that ran before.
                                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                                while ((!cli.out().contains("footprint")
                                                || gateway.answered() < 300)
                                        && System.nanoTime() < deadline) {
                                    Thread.onSpinWait();
                                }
                                gateway.kill();
                            });
            end.start();
            int status = watch("--until-leak", "--every", "100ms", gateway.pid());
            end.join();

            assertThat(status).isIn(3, 4);
            assertThat(cli.out()).contains("(gateway-fixed) that ran before, ended");
        }
    }

    @Test
    void endsACommandThatItStartedAndSaysHowOneEndedByItself() {
        assertThat(watch("--for", "300ms", "--every", "100ms", "--", "sleep", "613")).isZero();
        assertThat(cli.err())
                .containsPattern("leakgate: started process [0-9]+, sleep; its output");
        assertThat(running("sleep 613")).isFalse();

        assertThat(watch("--until-leak", "--", "sh", "-c", "sleep 0.3; exit 5")).isEqualTo(3);
        assertThat(cli.out())
                .contains("INCONCLUSIVE  ", "the service ended with exit status 5 after 00:0");

        assertThat(watch("--until-leak", "--", "sh", "-c", "sleep 0.3; kill -SEGV $$"))
                .isEqualTo(4);
        assertThat(cli.out()).contains("CRASHED  ", "SIGSEGV");
    }

    @Test
    void endsWhenThereIsMoreThanAllowed() throws IOException {
        try (Sleeper sleeper = Sleeper.start()) {
            assertThat(watch("--max-rss", "1KiB", sleeper.pid())).isEqualTo(1);

            assertThat(cli.out()).containsPattern("OVER_BUDGET  .* are resident, allowed 1,024 B");
            assertThat(watch("--max-rss", "1GiB", "--for", "200ms", sleeper.pid())).isZero();
        }
    }

    @Test
    void saysThatItSawTooLittleToTell() throws IOException {
        try (Sleeper sleeper = Sleeper.start()) {
            assertThat(watch("--until-leak", "--for", "0s", sleeper.pid())).isEqualTo(3);

            assertThat(cli.out()).contains("INCONCLUSIVE  ", "too few looks to tell: 1 in 00:00");
        }
    }

    @Test
    void stopsTheCommandAtCtrlCAndLeavesAProcessAlone() throws Exception {
        try (Sleeper sleeper = Sleeper.start()) {
            interrupt("interrupted; process " + sleeper.pid() + ", sleep goes on", sleeper.pid());
            assertThat(sleeper.proc("stat")).exists();
        }
        interrupt("sleep is stopped", "--", "sleep", "617");
        assertThat(running("sleep 617")).isFalse();
    }

    /** It is asked by SIGTERM, and what it does then it does to its end. */
    @Test
    void givesTheCommandTimeToEndAtCtrlC() throws Exception {
        Path ended = folder.resolve("ended");
        String script =
                "trap 'sleep 1; echo in order > \"$0\"; exit 0' TERM; while :; do sleep 0.1; done";

        interrupt("sh is stopped", "--", "sh", "-c", script, ended.toString());

        assertThat(ended).hasContent("in order");
    }

    @Test
    void saysWhatIsWrongWithTheArguments() throws IOException {
        assertThat(watch("gateway")).isEqualTo(2);
        assertThat(cli.err())
                .startsWith(
                        "leakgate: \"gateway\" is no process; to start a command write: leakgate"
                                + " watch -- gateway");
        assertThat(watch("4194305")).isEqualTo(2);
        assertThat(cli.err())
                .startsWith("leakgate: there is no process 4194305; check")
                .hasLineCount(1);
        assertThat(watch("--", "no-such-program")).isEqualTo(2);
        assertThat(cli.err())
                .startsWith("leakgate: command not found: \"no-such-program\" is in no directory");
        assertThat(watch()).isEqualTo(2);
        assertThat(watch("--every", "1ms", "1")).isEqualTo(2);
        assertThat(cli.err()).contains("--every must be 50ms or more");
        assertThat(watch("--max-rss", "much", "1")).isEqualTo(2);
        assertThat(cli.err()).contains("\"much\" is no size");
        assertThat(watch("--requests-match", "a", "1")).isEqualTo(2);
        assertThat(cli.err()).contains("--requests-match needs --requests-log FILE");
        Path log = Files.createFile(folder.resolve("log"));
        assertThat(watch("--requests-log", log + "", "--requests-match", "(", "1")).isEqualTo(2);
        assertThat(cli.err()).contains("--requests-match is no regular expression: Unclosed group");
        assertThat(watch("--requests-log", log + "", "--requests-command", "a", "1")).isEqualTo(2);
        assertThat(cli.err()).contains("requests are counted in one way");
        assertThat(watch("--requests-prometheus", "http://127.0.0.1:1/", "1")).isEqualTo(2);
        assertThat(cli.err()).contains("--requests-metric METRIC need each other");
    }

    private int watch(String... arguments) {
        return cli.run(
                Stream.concat(Stream.of("watch", "-o", folder.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private List<JsonNode> lines() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : cli.out().lines().toList()) {
            nodes.add(mapper.readTree(line));
        }
        return nodes;
    }

    /** Sends SIGINT to a JVM of its own that watches. */
    private void interrupt(String said, String... arguments) throws Exception {
        Path output = folder.resolve("interrupted.txt");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/usr/bin/env",
                                // Ignored where a script runs us in its background.
                                "--default-signal=INT",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Leakgate.class.getName(),
                                "watch",
                                "-o",
                                folder.toString()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(output).contains("footprint") && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(new ProcessBuilder("kill", "-INT", process.pid() + "").start().waitFor())
                .isZero();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(output)).contains(said);
    }

    private static boolean running(String commandLine) {
        return ProcessHandle.allProcesses()
                .anyMatch(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(line -> line.endsWith(commandLine))
                                        .isPresent());
    }

    /** Keeps the number of answers in a file, whole at any time. */
    private static final class Written implements AutoCloseable {

        private final Path file;
        private final Gateway gateway;
        private final Thread thread = new Thread(this::run, "count");
        private volatile boolean closed;
        private volatile @Nullable IOException failure;

        Written(Path file, Gateway gateway) throws IOException {
            this.file = file;
            this.gateway = gateway;
            write();
            thread.start();
        }

        private void write() throws IOException {
            Path next = Files.writeString(Path.of(file + ".new"), gateway.answered() + "\n");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }

        private void run() {
            while (!closed) {
                try {
                    write();
                    TimeUnit.MILLISECONDS.sleep(5);
                } catch (IOException e) {
                    failure = e;
                    closed = true;
                } catch (InterruptedException e) {
                    closed = true;
                }
            }
        }

        @Nullable IOException failure() {
            return failure;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
