package dev.leakgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.leakgate.verdict.Suppression;
import dev.leakgate.verdict.Suppression.By;
import dev.leakgate.verdict.Suppressions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppressionFileTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2027-01-31T23:59:59Z"), ZoneOffset.UTC);

    private static final String GOOD =
            """
            suppressions:
              - pattern: "module */libssl*"
                check: GatewayIT.*
                reason: libssl init
                owner: team-gateway
                expires: 2027-01-31
              - {pattern: arenas of logger, reason: ring, owner: me, expires: 2027-01-30}
            """;

    private final Path directory;

    SuppressionFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsEachKeyAndWhatIsInForceOnItsLastDay() throws IOException {
        Suppressions read = read(GOOD);

        Suppression ssl =
                new Suppression(
                        "module */libssl*",
                        "GatewayIT.*",
                        "libssl init",
                        "team-gateway",
                        LocalDate.parse("2027-01-31"));
        assertThat(read.all()).hasSize(2).first().isEqualTo(ssl);
        assertThat(read.inForce()).containsExactly(ssl);
        assertThat(read.today()).isEqualTo("2027-01-31");
    }

    @Test
    void readsWhatNamesObjects() throws IOException {
        Suppressions read =
                read(
                        """
                        suppressions:
                          - {type: "net::*", reason: r, owner: me, expires: 2027-01-31}
                          - {holder: g_sessions, reason: r, owner: me, expires: 2027-01-31}
                          - {module: libssl*, reason: r, owner: me, expires: 2027-01-31}
                          - {pattern: g_sessions, reason: r, owner: me, expires: 2027-01-31}
                        """);

        assertThat(read.all())
                .extracting(Suppression::by, Suppression::pattern)
                .containsExactly(
                        tuple(By.TYPE, "net::*"),
                        tuple(By.HOLDER, "g_sessions"),
                        tuple(By.MODULE, "libssl*"),
                        tuple(By.GROWTH, "g_sessions"));
    }

    @Test
    void namesThePlaceOfWhatIsWrong() {
        assertRefused(GOOD.replace("owner: me, ", ""), "7:5: a suppression has no \"owner\"");
        assertRefused(GOOD.replace("reason: ring, ", ""), "7:5: a suppression has no \"reason\"");
        assertRefused(
                GOOD.replace(", expires: 2027-01-30", ""),
                "7:5: a suppression has no \"expires\"; add it, as in  expires: 2027-01-31");
        assertRefused(
                GOOD.replace("2027-01-30", "31.1.2027"),
                "7:67: expires = \"31.1.2027\" is no date; write it as in 2027-01-31");
        assertRefused(
                GOOD.replace("check:", "checks:"),
                "3:5: unknown key \"checks\" in a suppression; did you mean \"check\"? Known are:"
                        + " pattern, type, holder, module, check, reason, owner, expires");
        assertRefused(
                GOOD + GOOD.substring(GOOD.indexOf("  - {")),
                "8:5: \"arenas of logger\" is suppressed twice for the same checks; keep one");
        assertRefused("suppressions: []", "1:15: suppressions is an empty list");
    }

    private void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("known.yaml:" + message);
    }

    private Suppressions read(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("known.yaml"), yaml);
        return SuppressionFile.read(file, "known.yaml", CLOCK);
    }
}
