package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    private static final Path LEAK =
            Path.of("../core/src/test/resources/dev/leakgate/report/leak.run.json");

    private final Cli cli = new Cli();
    private final Path folder;

    ReportCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void writesThePagesAndListsTheResults() throws IOException {
        result();

        assertThat(cli.run("report", folder.toString())).isZero();

        assertThat(cli.out())
                .contains("LEAK  GatewayIT.unknownChannel  ▁▂▃▄▅▅▆▇█  +316 B per request")
                .contains("spp_handle_process service.cpp:8")
                .endsWith(folder.resolve("index.html") + "\n");
        assertThat(folder.resolve("index.html")).exists();
        assertThat(folder.resolve("GatewayIT/unknownChannel/report.html")).exists();
        assertThat(folder.resolve("leakgate.sarif")).exists();
        assertThat(folder.resolve("gl-code-quality-report.json")).exists();
        assertThat(folder.resolve("leakgate-junit.xml")).exists();
    }

    @Test
    void printsJson() throws IOException {
        result();

        assertThat(cli.run("report", "--json", folder.toString())).isZero();

        JsonNode json = new ObjectMapper().readTree(cli.out());
        assertThat(json.get("schema").asText()).isEqualTo("leakgate/report/1");
        assertThat(json.at("/results/0/verdict").asText()).isEqualTo("LEAK");
        assertThat(json.at("/results/0/folder").asText()).isEqualTo("GatewayIT/unknownChannel");
    }

    @Test
    void refusesAFolderWithoutResults() {
        assertThat(cli.run("report", folder.toString())).isEqualTo(2);
        assertThat(cli.err()).contains("holds no run.json; name the folder that checks wrote to");
    }

    private void result() throws IOException {
        Path result = Files.createDirectories(folder.resolve("GatewayIT/unknownChannel"));
        Files.copy(LEAK, result.resolve("run.json"));
    }
}
