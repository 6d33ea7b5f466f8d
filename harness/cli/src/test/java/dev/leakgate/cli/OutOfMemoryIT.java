package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks a service that leaks until its control group has no memory left. */
class OutOfMemoryIT {

    private static final Path FIRST = Path.of("/sys/fs/cgroup/memory");
    private static final Path SECOND = Path.of("/sys/fs/cgroup");
    private static final long LIMIT = 24L << 20;

    @TempDir Path folder;

    private Path group = Path.of("");

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(group);
    }

    @Test
    void theKillerIsNamedAsTheCause() throws Exception {
        group = group();
        Path program = SampleServices.build("gateway");
        Path spec =
                Files.writeString(
                        folder.resolve("limited.leakcheck.yaml"),
                        """
                        service:
                          command:
                            - sh
                            - -c
                            - echo $$ >%s/cgroup.procs && exec %s --port "$0"
                            - ${port}
                        checks:
                          - name: limited
                            site: OFF
                            onLeak: NOTHING
                            load:
                              requests: [{path: /itop?channelid=4099, expectStatus: 400}]
                            rounds: {warmUp: 10, rounds: 8, requestsPerRound: 5000}
                        """
                                .formatted(group, program));
        Cli cli = new Cli();

        int status =
                cli.run("check", "--json", "-o", folder.resolve("out").toString(), spec.toString());

        assertThat(status).as(cli.out() + cli.err()).isEqualTo(4);
        JsonNode run = new ObjectMapper().readTree(cli.out()).at("/runs/0/run");
        assertThat(run.at("/crash/diagnosis").asText())
                .startsWith(
                        "the kernel killed it for want of memory: its control group "
                                + group
                                + " may have 24 MiB, and oom_kill rose by 1 meanwhile");
        assertThat(run.at("/environment/memoryLimit").asLong()).isEqualTo(LIMIT);
    }

    @Test
    void watchShowsWhatTheGroupMayHave() throws Exception {
        group = group();
        try (Sleeper sleeper = Sleeper.start()) {
            Files.writeString(group.resolve("cgroup.procs"), sleeper.pid());
            Cli cli = new Cli();

            assertThat(watch(cli, sleeper)).as(cli.err()).isZero();
            assertThat(cli.out()).containsPattern("  control group [0-9][^ ]* [KM]?i?B of 24 MiB");

            assertThat(watch(cli, sleeper, "--json")).as(cli.err()).isZero();
            JsonNode line = new ObjectMapper().readTree(cli.out().lines().findFirst().orElse(""));
            assertThat(line.at("/controlGroup/path").asText()).isEqualTo(group.toString());
            assertThat(line.at("/controlGroup/limit").asLong()).isEqualTo(LIMIT);
            assertThat(line.at("/controlGroup/events/oom_kill").isNumber()).isTrue();
        }
        awaitEmpty(group);
    }

    private int watch(Cli cli, Sleeper sleeper, String... more) {
        List<String> arguments = new ArrayList<>(List.of("watch", "-o", folder.toString()));
        arguments.addAll(List.of("--for", "300ms", "--every", "100ms", sleeper.pid()));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(String[]::new));
    }

    /** A group with a process in it cannot be removed. */
    private static void awaitEmpty(Path group) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.readString(group.resolve("cgroup.procs")).isEmpty()
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    /** Makes a group of either version; skips the test where we may not. */
    private static Path group() {
        String name = "leakgate-" + ProcessHandle.current().pid();
        boolean first = Files.exists(FIRST.resolve("memory.limit_in_bytes"));
        Path made = (first ? FIRST : SECOND).resolve(name);
        try {
            Files.createDirectory(made);
            Files.writeString(
                    made.resolve(first ? "memory.limit_in_bytes" : "memory.max"),
                    Long.toString(LIMIT));
        } catch (IOException refused) {
            Assumptions.abort("no control group can be made here: " + refused);
        }
        return made;
    }
}
