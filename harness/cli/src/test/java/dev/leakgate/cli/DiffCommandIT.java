package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/** Compares cores of services under load. */
class DiffCommandIT {

    private static final int REQUESTS = 300;

    /* The load has one request on its way at each capture. */
    private static final int ON_THE_WAY = 1;

    @TempDir Path folder;
    private final Cli cli = new Cli();

    @Test
    void tellsWhatLeakedBetweenTwoCores() throws Exception {
        try (Gateway gateway = Gateway.start("gateway")) {
            String before = capture(gateway, "before");
            long answered = gateway.answered();
            String after = capture(gateway, "after");
            long least = gateway.answered() - answered - REQUESTS + ON_THE_WAY;

            assertThat(cli.run("diff", "--json", before, after)).isZero();
            JsonNode diff = new ObjectMapper().readTree(cli.out());
            JsonNode finding = diff.get("findings").get(0);
            assertThat(diff.get("complete").asBoolean()).isTrue();
            assertThat(finding.get("type").asText()).isEqualTo("CommItopReq");
            assertThat(finding.get("reachability").asText()).isEqualTo("unreachable");
            assertThat(finding.get("chunkSize").asInt()).isEqualTo(Gateway.KEPT);
            assertThat(finding.get("grown").asLong())
                    .isGreaterThanOrEqualTo(Math.max(least, REQUESTS / 2))
                    .isLessThan(finding.get("chunks").asLong());
            assertThat(finding.has("perRequest")).isFalse();
            assertThat(finding.get("content").get("template").asText())
                    .contains("GET /itop?channelid=4099");
            JsonNode totals = diff.get("totals");
            assertThat(sum(totals, "before") + sum(totals, "came") - sum(totals, "went"))
                    .isEqualTo(sum(totals, "after"));

            assertThat(cli.run("diff", before, after)).isZero();
            assertThat(cli.out())
                    .startsWith("core " + before + " of process " + gateway.pid() + " → core ")
                    .containsPattern(
                            "(?m)^  1  CommItopReq  [0-9,]+ grown \\([0-9,]+ in all\\) × 1,504 B")
                    .containsPattern("(?m)^came, and are still there +[0-9,]+ ");
            assertThat(cli.run("diff", before, gateway.pid())).isZero();
            gateway.assertGoesOn();
        }
    }

    @Test
    void theFixedServiceGainsNoObject() throws Exception {
        try (Gateway gateway = Gateway.start("gateway-fixed")) {
            String before = capture(gateway, "before");
            String after = capture(gateway, "after");

            assertThat(cli.run("diff", before, after)).isZero();
            assertThat(cli.out()).doesNotContain("CommItopReq");
        }
    }

    @Test
    void coresOfTwoProcessesAreNotCompared() throws Exception {
        try (Sleeper one = Sleeper.start();
                Sleeper other = Sleeper.start()) {
            String first = one.gcore(folder).toString();
            String second = other.gcore(folder).toString();

            assertThat(cli.run("diff", first, second)).isEqualTo(ExitCode.USAGE);
            assertThat(cli.err())
                    .isEqualTo(
                            "leakgate: "
                                    + first
                                    + " and "
                                    + second
                                    + " cannot be compared: they are of processes "
                                    + one.pid()
                                    + " and "
                                    + other.pid()
                                    + "; take both of one process, without a restart between\n");
            assertThat(cli.run("diff", one.pid(), first)).isEqualTo(ExitCode.USAGE);
            assertThat(cli.err())
                    .contains("BEFORE must be a core: make one by leakgate capture " + one.pid());
            Path text = Files.writeString(folder.resolve("text"), "no core");
            assertThat(cli.run("diff", text.toString(), first)).isEqualTo(ExitCode.USAGE);
            assertThat(cli.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("leakgate: " + text);
        }
    }

    private static long sum(JsonNode totals, String name) {
        return totals.get(name).get("bytes").asLong();
    }

    /** Waits for so many more requests, and writes a core. */
    private String capture(Gateway gateway, String name) {
        long enough = gateway.answered() + REQUESTS;
        while (gateway.answered() < enough) {
            LockSupport.parkNanos(1_000_000);
        }
        String core = folder.resolve(name).toString();
        assertThat(cli.run("capture", gateway.pid(), "-o", core)).as(cli.err()).isZero();
        return core;
    }
}
