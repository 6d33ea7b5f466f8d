package dev.leakgate.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Brings packages of a suite of Debian aside; nothing is installed. */
public final class DebianPackages {

    private static final Path SCRIPT = Path.of("src/test/sh/debian-packages.sh").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/debian").toAbsolutePath();
    private static final int NOT_HERE = 75;
    private static final int MINUTES = 5;

    private DebianPackages() {}

    /**
     * Gets packages, which takes some seconds the first time. Skips the test where they cannot be
     * had: without a network, or on another distribution.
     *
     * @return the folder that they lie in as they would under /
     */
    public static Path of(String suite, String... packages) {
        Path folder = FOLDER.resolve(suite + "-" + packages[0]);
        if (!Files.exists(folder.resolve("whole"))) {
            get(suite, folder, packages);
        }
        return folder.resolve("root");
    }

    private static void get(String suite, Path folder, String... packages) {
        List<String> command =
                new ArrayList<>(List.of(SCRIPT.toString(), suite, folder.toString()));
        command.addAll(List.of(packages));
        try {
            Files.createDirectories(folder);
            Path output = folder.resolve("output");
            Process script =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!script.waitFor(MINUTES, TimeUnit.MINUTES)) {
                script.destroyForcibly();
                throw new AssertionError(command + " takes too long");
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Assumptions.assumeTrue(script.exitValue() != NOT_HERE, text);
            if (script.exitValue() != 0) {
                throw new AssertionError(command + "\n" + text);
            }
            Files.writeString(folder.resolve("whole"), "");
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError("cannot get " + command, failure);
        }
    }
}
