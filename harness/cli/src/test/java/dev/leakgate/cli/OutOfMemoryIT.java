package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
