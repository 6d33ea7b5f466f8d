package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the project of docs/builds.md by CMake and CTest, as it stands there. */
class CTestIT {

    private static final Path PAGE = Path.of("../../docs/builds.md");
    private static final Path SERVICES = Path.of("../../sample-native-app").toAbsolutePath();

    private final Path folder;

    CTestIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private record Ended(int status, String output) {}

    @Test
    void failsForTheGatewayThatLeaksAndPassesForItsFixedTwin() throws Exception {
        String page = Files.readString(PAGE);
        String spec = block(page, "yaml");
        String cmake = block(page, "cmake");

        Ended red = test(spec, cmake);
        assertThat(red.output())
                .contains("leaks.unknown_channel", "***Failed")
                .contains("LEAK  ", "unknown channel: heap grows 1,504 B per request");
        assertThat(red.status()).isEqualTo(8);

        Ended green = test(spec, cmake.replace("FILE:gateway>", "FILE:gateway-fixed>"));
        assertThat(green.output()).contains("leaks.unknown_channel", "Passed");
        assertThat(green.status()).as(green.output()).isZero();
    }

    private static String block(String page, String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    /** Builds both services once: the second time there is nothing left to compile. */
    private Ended test(String spec, String cmake) throws Exception {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("gateway.leakcheck.yaml"), spec);
        Files.writeString(project.resolve("CMakeLists.txt"), cmake);
        Path build = project.resolve("build");
        Ended configured =
                run(
                        "cmake",
                        "-S",
                        project.toString(),
                        "-B",
                        build.toString(),
                        "-DCMAKE_BUILD_TYPE=Release",
                        "-DSERVICE_SOURCES=" + SERVICES,
                        "-DLEAKGATE=" + launcher());
        assertThat(configured.status()).as(configured.output()).isZero();
        Ended built =
                run("cmake", "--build", build.toString(), "--target", "gateway", "gateway-fixed");
        assertThat(built.status()).as(built.output()).isZero();
        return run("ctest", "--test-dir", build.toString(), "--output-on-failure");
    }

    /** The classes that are tested, under the name of the script that starts their jar. */
    private Path launcher() throws IOException {
        Path script = folder.resolve("leakgate");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '"
                        + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -cp '"
                        + System.getProperty("java.class.path")
                        + "' "
                        + Leakgate.class.getName()
                        + " \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
