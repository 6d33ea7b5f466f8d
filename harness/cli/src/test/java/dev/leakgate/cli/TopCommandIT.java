package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Looks at all processes of this machine, among them one that leaks and one that does not. */
class TopCommandIT {

    private static final int ATTEMPTS = 5;

    private final Cli cli = new Cli();

    @Test
    void putsTheProcessThatLeaksFirstAndNamesItsRate() throws Exception {
        try (Gateway leaking = Gateway.start("gateway");
                Gateway healthy = Gateway.start("gateway-fixed")) {
            JsonNode top = top();
            for (int i = 0; i < ATTEMPTS && !leaks(top, leaking); i++) {
                top = top();
            }

            assertThat(leaks(top, leaking)).as(top.toString()).isTrue();
            assertThat(leaks(top, healthy)).as(top.toString()).isFalse();
            JsonNode found = find(top, leaking).orElseThrow();
            double rate = found.get("leakPerSecond").get("value").asDouble();
            assertThat(rate).isBetween(found.get("growthPerSecond").asDouble() / 2, rate + 1);
            assertThat(found.get("leakPerSecond").get("low").asDouble()).isPositive();
            assertThat(found.get("memory").asLong()).isPositive();
            assertThat(found.get("permitted").asBoolean()).isTrue();
        }
    }

    @Test
    void printsATableOnceWhereThereIsNoTerminal() {
        assertThat(cli.run("top", "--for", "100ms", "--every", "50ms", "-n", "3")).isZero();

        assertThat(cli.out().lines().findFirst().orElseThrow())
                .matches("[0-9,]+ processes, 3 looks in 0 s");
        assertThat(cli.out())
                .contains("pid  user         memory        rss threads")
                .contains("Whether growth is steady takes eight rounds or more to tell.")
                .doesNotContain("\u001b");
    }

    @Test
    void sortsAsItIsTold() throws IOException {
        assertThat(cli.run("top", "--for", "0s", "--sort", "memory", "--json", "-n", "10"))
                .isZero();

        JsonNode top = new ObjectMapper().readTree(cli.out());
        List<Long> memory =
                top.get("top").findValues("memory").stream().map(JsonNode::asLong).toList();
        assertThat(memory).isSortedAccordingTo((a, b) -> Long.compare(b, a)).isNotEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(cli.run("top", "--most", "0")).isEqualTo(2);
        assertThat(cli.err()).contains("--most 0 must be 1 or more");
        assertThat(cli.run("top", "--every", "1ms")).isEqualTo(2);
        assertThat(cli.err()).contains("--every must be 50ms or more");
        assertThat(cli.run("top", "--for", "soon")).isEqualTo(2);
        assertThat(cli.err()).contains("\"soon\" is no duration");
        assertThat(cli.run("top", "--sort", "colour")).isEqualTo(2);
        assertThat(cli.err()).contains("LEAK, MEMORY, GROWTH");
    }

    private JsonNode top() throws IOException {
        assertThat(cli.run("top", "--json", "--every", "150ms", "--for", "3s", "-n", "10000"))
                .isZero();
        List<String> lines = cli.out().lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    private static boolean leaks(JsonNode top, Gateway gateway) {
        return find(top, gateway).map(node -> node.has("leakPerSecond")).orElse(false);
    }

    private static Optional<JsonNode> find(JsonNode top, Gateway gateway) {
        for (JsonNode process : top.get("top")) {
            if (process.get("pid").asText().equals(gateway.pid())) {
                return Optional.of(process);
            }
        }
        return Optional.empty();
    }
}
