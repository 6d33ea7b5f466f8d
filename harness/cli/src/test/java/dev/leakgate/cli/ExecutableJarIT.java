package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Runs the jar as the engineer on call does: with a JVM and nothing else. */
class ExecutableJarIT {

    private static final Path JAR = Path.of("target/leakgate-cli.jar");

    @Test
    void mapsAProcessAndSaysNothingElse() throws Exception {
        String self = Long.toString(ProcessHandle.current().pid());

        List<String> lines = run("map", "--regions", self);

        assertThat(lines.get(0)).startsWith("process " + self + ", java, ");
        assertThat(lines.get(lines.size() - 1)).endsWith(" all");
        assertThat(lines).noneMatch(line -> line.contains("WARNING"));
    }

    @Test
    void helpsWithItsUsage() throws Exception {
        assertThat(run("--help")).anyMatch(line -> line.startsWith("Usage: leakgate"));
    }

    @Test
    void carriesItsLicenceAndNotice() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
        }
    }

    private static List<String> run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
