package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports results that are far larger than any check writes, in little memory. */
class LargeResultIT {

    private static final Path LEAK =
            Path.of("../core/src/test/resources/dev/leakgate/report/leak.run.json");
    private static final int HEAP_MIB = 320;

    private final Path folder;

    LargeResultIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void makesAPageOfAResultOf100MegabytesAndNamesATruncatedOne() throws Exception {
        Path large = Files.createDirectories(folder.resolve("large")).resolve("run.json");
        write(large);
        assertThat(Files.size(large)).isGreaterThan(100_000_000);
        Path cut = Files.createDirectories(folder.resolve("cut")).resolve("run.json");
        Files.writeString(cut, "{\"schema\": \"leakgate/run/1\", \"samples\": [\n  {\"atMill");

        String said = report();

        assertThat(said)
                .contains("LEAK  GatewayIT.unknownChannel")
                .contains(
                        cut + ", line 2, column ",
                        "the file ends too early, it is truncated; delete the file and run the"
                                + " check again")
                .doesNotContain("OutOfMemory", "\tat ");
        Path page = large.resolveSibling("report.html");
        assertThat(Files.readString(page)).contains("30000 rounds", "spp_handle_process");
        assertThat(page).satisfies(each -> assertThat(Files.size(each)).isLessThan(1 << 20));
        assertThat(folder.resolve("index.html")).exists();
    }

    /** Reports by a JVM of its own, whose heap is bounded. */
    private String report() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + HEAP_MIB + "m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Leakgate.class.getName(),
                                "report",
                                folder.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Writes 30,000 rounds of 52 regions and 250,000 samples, without a tree of it in memory. */
    private static void write(Path file) throws IOException {
        ObjectNode run = (ObjectNode) new ObjectMapper().readTree(LEAK.toFile());
        String round = withoutEnd(run.at("/rounds/1"), "regions");
        String sample = run.at("/samples/0").toString();
        run.remove(List.of("rounds", "samples"));
        String rest = run.toString();
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(rest, 0, rest.length() - 1);
            out.write(",\"rounds\":[");
            for (int i = 0; i <= 30_000; i++) {
                out.write(i == 0 ? round : "," + round);
                for (int region = 0; region < 52; region++) {
                    out.write(
                            String.format(
                                    Locale.ROOT,
                                    "%s\"module /usr/lib/x86_64-linux-gnu/lib%d.so\":%d",
                                    region == 0 ? "" : ",",
                                    region,
                                    1_000_000 + i));
                }
                out.write("}}");
            }
            out.write("],\"samples\":[");
            for (int i = 0; i < 250_000; i++) {
                out.write(i == 0 ? sample : "," + sample);
            }
            out.write("]}");
        }
    }

    /** Returns the text of an object up to where a map begins that replaces its own. */
    private static String withoutEnd(JsonNode object, String map) {
        ObjectNode copy = object.deepCopy();
        copy.remove(map);
        String text = copy.toString();
        return text.substring(0, text.length() - 1) + ",\"" + map + "\":{";
    }
}
