package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/** Maps the JVM of this test, and cores of a process that sleeps. */
class MapCommandIT {

    private static final String SELF = Long.toString(ProcessHandle.current().pid());
    private static final Pattern MAPS_LINE =
            Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S+) \\S+ \\S+ \\d+ *(.*)");

    @TempDir Path folder;
    private final Cli cli = new Cli();

    @Test
    void showsTheRegionsWithTheirSum() {
        assertThat(cli.run("map", "--regions", SELF)).isZero();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines.get(0)).startsWith("process " + SELF + ", java, ");
        assertThat(lines.get(1)).matches(" +size +rss +footprint +mappings +region");
        assertThat(lines).anyMatch(line -> line.endsWith(" stacks of java"));
        assertThat(lines).anyMatch(line -> line.matches(".* module .*/libjvm\\.so"));
        assertThat(lines.get(lines.size() - 1)).endsWith(" all");
    }

    @Test
    void showsEachMappingOfAProcess() throws Exception {
        try (Sleeper sleeper = Sleeper.start()) {
            List<String> maps = Files.readAllLines(Path.of("/proc/" + sleeper.pid() + "/maps"));

            assertThat(cli.run("map", sleeper.pid())).isZero();

            List<String> lines = cli.out().lines().toList();
            assertThat(lines.get(0)).isEqualTo("process " + sleeper.pid() + ", sleep, 1 thread");
            assertThat(lines.get(1)).matches("address +size +rss +footprint +mode +thread +region");
            assertThat(lines).hasSize(maps.size() + 3);
            assertThat(lines).anyMatch(line -> line.matches(".* rw-p .* heap"));
            assertThat(lines).anyMatch(line -> line.matches(".* rw-p .* stacks of sleep"));
            assertThat(lines).anyMatch(line -> line.matches(".* r-xp .* module .*/sleep"));
            assertThat(lines.get(lines.size() - 1))
                    .startsWith("total")
                    .endsWith("  " + maps.size() + " mappings");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"size", "rss", "footprint"})
    void sortsBySizesTheLargestFirst(String column) throws IOException {
        assertThat(cli.run("map", "--json", "--sort", column, SELF)).isZero();
        JsonNode root = new ObjectMapper().readTree(cli.out());
        assertThat(root.get("pid").asText()).isEqualTo(SELF);
        for (String list : new String[] {"regions", "mappings"}) {
            List<Long> sizes = new ArrayList<>();
            root.get(list).forEach(row -> sizes.add(row.get(column).asLong()));
            assertThat(sizes)
                    .as(list)
                    .hasSizeGreaterThan(5)
                    .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
    }

    /**
     * gdb's {@code info proc mappings} has nothing to show of a core; what was live is the truth.
     */
    @Test
    void showsOfACoreTheMappingsThatTheProcessHad() throws Exception {
        try (Sleeper sleeper = Sleeper.start()) {
            Path core = sleeper.gcore(folder);
            List<String> maps = Files.readAllLines(Path.of("/proc/" + sleeper.pid() + "/maps"));

            assertThat(cli.run("map", "--json", core + "")).isZero();

            JsonNode root = new ObjectMapper().readTree(cli.out());
            assertThat(root.get("pid").asText()).isEqualTo(sleeper.pid());
            assertThat(root.get("command").asText()).isEqualTo("sleep");
            List<String> shown = new ArrayList<>();
            root.get("mappings")
                    .forEach(
                            row ->
                                    shown.add(
                                            row.get("start").asText().substring(2)
                                                    + " "
                                                    + row.get("name").asText()));
            List<String> writable = new ArrayList<>();
            for (String line : maps) {
                var fields = MAPS_LINE.matcher(line);
                assertThat(fields.matches()).as(line).isTrue();
                if (fields.group(3).startsWith("rw")) {
                    writable.add(
                            Long.toHexString(Long.parseUnsignedLong(fields.group(1), 16))
                                    + " "
                                    + fields.group(4));
                }
            }
            assertThat(writable).anyMatch(line -> line.endsWith(" [heap]"));
            assertThat(shown).containsAll(writable);

            assertThat(cli.run("map", "--regions", core + "")).isZero();
            assertThat(cli.out())
                    .contains("  heap\n", "  stacks of sleep\n", "in core")
                    .doesNotContain("footprint");
        }
    }

    @Test
    void saysWhatIsWrongWithTheArguments() throws IOException {
        assertThat(cli.run("map", "4194305")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err())
                .startsWith("leakgate: Process 4194305 has no memory to show: it ended");
        assertThat(cli.run("map", "--sort", "colour", SELF)).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("expected one of", "FOOTPRINT");
        assertThat(cli.run("map", "self")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).startsWith("leakgate: self");
        assertThat(cli.run("map", "99999999999")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("\"99999999999\" is no process");
        Path text = Files.writeString(folder.resolve("text"), "no core at all\n");
        assertThat(cli.run("map", text + "")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).startsWith("leakgate: " + text).doesNotContain("Exception");
        assertThat(cli.run()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("--help")).isZero();
    }
}
