package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks a service that leaks on a machine whose PATH has no recorder of allocations. */
class NoRecorderIT {

    @TempDir Path folder;

    @Test
    void keepsTheFindingAndSaysHowToGetOne() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String needed : List.of("sh", "prlimit", "setpriv")) {
            Path program = Path.of("/usr/bin", needed);
            if (Files.exists(program)) {
                Files.createSymbolicLink(bin.resolve(needed), program);
            }
        }
        Path spec =
                Files.writeString(
                        folder.resolve("gateway.leakcheck.yaml"),
                        """
                        service: {command: [%s, --port, "${port}"]}
                        checks:
                          - name: no recorder
                            site: HEAPTRACK
                            load: {requests: [{path: /itop?channelid=4099, expectStatus: 400}]}
                            rounds: {warmUp: 100, rounds: 5, requestsPerRound: 100}
                        """
                                .formatted(SampleServices.build("gateway")));
        Path said = folder.resolve("said.json");
        ProcessBuilder command =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Leakgate.class.getName(),
                                "check",
                                "--json",
                                "-o",
                                folder.resolve("out").toString(),
                                spec.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(said.toFile());
        command.environment().put("PATH", bin.toString());
        Process check = command.start();

        assertThat(check.waitFor(120, TimeUnit.SECONDS)).isTrue();

        assertThat(check.exitValue()).as(Files.readString(said)).isEqualTo(1);
        JsonNode run = new ObjectMapper().readTree(said.toFile()).at("/runs/0/run");
        assertThat(run.at("/siteTool/absence").asText())
                .startsWith("heaptrack is not installed; ")
                .contains("heaptrack", "apt");
        assertThat(run.at("/findings/0/type").asText()).isEqualTo("CommItopReq");
        assertThat(run.at("/findings/0/site").isMissingNode()).isTrue();
    }
}
