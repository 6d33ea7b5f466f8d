package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/** Analyses a process that sleeps and leaks nothing, and files that are no core. */
class AnalyzeCommandIT {

    @TempDir Path folder;
    private final Cli cli = new Cli();

    @Test
    void aProcessAndItsCoreHaveTheSameHeap() throws Exception {
        try (Sleeper sleeper = Sleeper.start()) {
            assertThat(cli.run("analyze", "--json", sleeper.pid())).isZero();
            JsonNode live = new ObjectMapper().readTree(cli.out());
            Path core = folder.resolve("core.sleep");
            assertThat(cli.run("capture", sleeper.pid(), "-o", core.toString())).isZero();
            assertThat(cli.run("analyze", "--json", core.toString())).isZero();
            JsonNode frozen = new ObjectMapper().readTree(cli.out());

            assertThat(live.get("schema").asText()).isEqualTo("leakgate/analysis/1");
            assertThat(live.get("allocator").get("name").asText()).isEqualTo("glibc malloc");
            assertThat(live.get("totals").get("live").get("chunks").asLong()).isPositive();
            assertThat(frozen.get("totals")).isEqualTo(live.get("totals"));
            assertThat(frozen.get("census")).isEqualTo(live.get("census"));
        }
    }

    @Test
    void printsTheSumsForPeople() throws Exception {
        try (Sleeper sleeper = Sleeper.start()) {
            assertThat(cli.run("analyze", sleeper.pid())).isZero();

            assertThat(cli.out())
                    .startsWith("process " + sleeper.pid() + ", glibc malloc: ")
                    .containsPattern("(?m)^main +1 +[0-9,]+ ")
                    .containsPattern("(?m)^reachable +[0-9,]+ ");
        }
    }

    @Test
    void aFileThatIsNoCoreIsRefusedInOneLine() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no core");

        assertThat(cli.run("analyze", text.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err().lines()).hasSize(1).first().asString().startsWith("leakgate: ");
    }

    @Test
    void aHeapThatCannotBeCountedIsNeverGreen() throws Exception {
        String self = Long.toString(ProcessHandle.current().pid());

        assertThat(cli.run("analyze", "--fail-on-leak", self)).isNotEqualTo(ExitCode.OK);
    }
}
