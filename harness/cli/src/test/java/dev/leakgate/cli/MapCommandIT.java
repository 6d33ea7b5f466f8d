package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Maps the JVM of this test. */
class MapCommandIT {

    private static final String SELF = Long.toString(ProcessHandle.current().pid());

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsTheRegionsWithTheirSum() {
        assertThat(run("map", SELF)).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).startsWith("process " + SELF + ", java, ");
        assertThat(lines.get(1)).contains("footprint", "resident", "reserved", "mappings");
        assertThat(lines).anyMatch(line -> line.endsWith(" stacks of java"));
        assertThat(lines).anyMatch(line -> line.matches(".* module .*/libjvm\\.so"));
        assertThat(lines.get(lines.size() - 1)).endsWith(" all");
    }

    @Test
    void writesJsonLargestFirstByTheOrderAskedFor() throws IOException {
        assertThat(run("map", "--json", "--sort", "reserved", SELF)).isZero();
        JsonNode root = new ObjectMapper().readTree(out.toString());
        assertThat(root.get("pid").asText()).isEqualTo(SELF);
        List<Long> reserved = new ArrayList<>();
        root.get("regions").forEach(region -> reserved.add(region.get("reserved").asLong()));
        assertThat(reserved)
                .hasSizeGreaterThan(5)
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void saysWhatIsWrongWithTheArguments() {
        assertThat(run("map", "4194305")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith("Process 4194305 has no memory to show: it ended");
        assertThat(run("map", "--sort", "name", SELF)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("map", "self")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("--help")).isZero();
    }

    private int run(String... arguments) {
        return Leakgate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
