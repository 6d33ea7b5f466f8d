package dev.leakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.linux.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** Opens a sample's report in Chromium, as the tests of the page do; pictures are kept. */
final class ReportPage {

    /** Made by the tests of the harness, which a build runs before these. */
    private static final Path BROWSER = Path.of("../harness/core/target/browser");

    private ReportPage() {}

    /**
     * Holds that the page reads well, draws what was measured and says nothing on the console.
     *
     * @param rounds whether any was measured; a service may crash before
     */
    static void assertReads(Path report, String name, boolean rounds) throws Exception {
        Path chromium =
                Tools.find("chromium").or(() -> Tools.find("chromium-browser")).orElse(null);
        assumeTrue(
                chromium != null
                        && Files.isDirectory(BROWSER.resolve("node_modules/playwright-core")),
                "there is no browser here; ./setup.sh test, and run the tests of harness/core");
        Path pages = Files.createDirectories(Path.of("target/pages", name));
        Path pictures = Files.createDirectories(Path.of("target/screenshots"));
        Files.copy(report, pages.resolve(name + ".html"), StandardCopyOption.REPLACE_EXISTING);
        Path output = Files.createTempFile("page", ".json");
        Process node =
                new ProcessBuilder(
                                "node",
                                "look.mjs",
                                String.valueOf(chromium),
                                pages.toAbsolutePath().toString(),
                                pictures.toAbsolutePath().toString())
                        .directory(BROWSER.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(node.waitFor(90, TimeUnit.SECONDS)).as("the browser ends").isTrue();
            assertThat(node.exitValue()).isZero();
            JsonNode page = new ObjectMapper().readTree(output.toFile()).get(0);
            assertThat(page.get("console")).as("console").isEmpty();
            assertThat(page.get("requests")).as("requests").isEmpty();
            assertThat(page.get("axe")).as("accessibility").isEmpty();
            assertThat(page.get("ready").asBoolean()).as("the page's script").isTrue();
            assertThat(page.at("/overflow/400").asInt()).isLessThanOrEqualTo(0);
            assertThat(page.at("/overflow/1600").asInt()).isLessThanOrEqualTo(0);
            assertThat(page.get("charts").size() > 0).as("a curve is drawn").isEqualTo(rounds);
            assertThat(page.get("charts"))
                    .allMatch(chart -> chart.get("points").asInt() > 0)
                    .allMatch(chart -> chart.get("painted").asInt() > 0);
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
            Files.delete(output);
        }
    }
}
