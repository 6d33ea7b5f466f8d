package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Builds services of sample-native-app, those that leak and their fixed twins. */
final class SampleServices {

    private static final Path FOLDER = Path.of("target/native").toAbsolutePath();

    private SampleServices() {}

    /**
     * Builds a target of its CMakeLists.txt, where it is not built yet, and returns the program.
     */
    static synchronized Path build(String target) throws IOException, InterruptedException {
        run(
                "cmake",
                "-S",
                "../../sample-native-app",
                "-B",
                FOLDER.toString(),
                "-DCMAKE_BUILD_TYPE=Release",
                "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -g");
        run("cmake", "--build", FOLDER.toString(), "--target", target);
        return FOLDER.resolve(target);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
