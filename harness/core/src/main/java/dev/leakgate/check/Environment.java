package dev.leakgate.check;

import dev.leakgate.report.RunDocument.EnvironmentInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what machine measures. */
final class Environment {

    private Environment() {}

    /**
     * Describes it.
     *
     * @param memoryLimit of the service's control group, in bytes; null without one
     */
    static EnvironmentInfo here(@Nullable Long memoryLimit) {
        return new EnvironmentInfo(
                distribution(),
                System.getProperty("os.version", "unknown"),
                System.getProperty("os.arch", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                null,
                System.getProperty("java.runtime.version", "unknown"),
                host(),
                memoryLimit);
    }

    /** The name that this machine calls itself by; asking for an address might ask the network. */
    private static @Nullable String host() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return name.isEmpty() ? null : name;
        } catch (IOException e) {
            return null;
        }
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
