package dev.leakgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Says on what the figures were measured. */
final class Machine {

    private Machine() {}

    static String describe() throws IOException {
        return "%d cores (%s), Linux %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        cpu(),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    private static String cpu() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.replaceFirst("[^:]*: *", ""))
                    .orElse("model unknown");
        }
    }
}
