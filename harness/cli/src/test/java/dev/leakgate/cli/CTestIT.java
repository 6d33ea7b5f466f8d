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

/**
 * Runs the projects of docs/builds.md by CMake with CTest, and by Make, as they stand there. The
 * check is shortened; Bazel is not in Debian.
 */
class CTestIT {

    private static final Path PAGE = Path.of("../../docs/builds.md");
    private static final Path SERVICES = Path.of("../../sample-native-app").toAbsolutePath();

    private final Path folder;

    CTestIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private static final String SHORT =
            """
                site: OFF
                onLeak: NOTHING
                rounds: {warmUp: 100, rounds: 6, requestsPerRound: 200}
            """;

    private record Ended(int status, String output) {}

    @Test
    void failsForTheGatewayThatLeaksAndPassesForItsFixedTwin() throws Exception {
        String page = Files.readString(PAGE);
        String spec = block(page, "yaml") + SHORT;
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

    @Test
    void makeFailsForTheGatewayThatLeaks() throws Exception {
        String page = Files.readString(PAGE);
        Files.writeString(folder.resolve("gateway.leakcheck.yaml"), block(page, "yaml") + SHORT);
        Files.writeString(folder.resolve("Makefile"), block(page, "make"));
        Files.copy(SampleServices.build("gateway"), folder.resolve("gateway"));
        launcher();

        Ended red =
                run(
                        "sh",
                        "-c",
                        "cd \"$0\" && PATH=\"$0/bin:$PATH\" make leakcheck",
                        folder.toString());
        assertThat(red.output())
                .contains("LEAK  ", "unknown channel: heap grows 1,504 B per request")
                .contains("Error 1");
        assertThat(red.status()).isEqualTo(2);
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
                        "-DCMAKE_BUILD_TYPE=Debug",
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
        Path script = Files.createDirectories(folder.resolve("bin")).resolve("leakgate");
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
