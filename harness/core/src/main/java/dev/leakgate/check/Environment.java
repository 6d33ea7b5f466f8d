package dev.leakgate.check;

import dev.leakgate.report.RunDocument.EnvironmentInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what machine measures. */
final class Environment {

    private Environment() {}

    static EnvironmentInfo here() {
        return new EnvironmentInfo(
                distribution(),
                System.getProperty("os.version", "unknown"),
                System.getProperty("os.arch", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                null,
                System.getProperty("java.runtime.version", "unknown"));
    }

    /** The name that os-release(5) gives, {@code "Debian GNU/Linux 12 (bookworm)"}. */
    private static String distribution() {
        try {
            return Files.readAllLines(Path.of("/etc/os-release")).stream()
                    .filter(line -> line.startsWith("PRETTY_NAME="))
                    .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                    .findFirst()
                    .orElse("Linux");
        } catch (IOException e) {
            return System.getProperty("os.name", "unknown");
        }
    }
}
