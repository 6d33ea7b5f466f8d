package dev.leakgate.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.linux.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Opens pages in the Chromium of this machine, by Playwright. */
final class Browser {

    private static final Path SOURCE = Path.of("src/test/browser");
    private static final Path HERE = Path.of("target/browser");
    private static final int OLDEST_NODE = 20;

    private Browser() {}

    /** Says why pages cannot be opened here; nothing when they can. */
    static Optional<String> absence() throws IOException, InterruptedException {
        if (chromium().isEmpty()) {
            return Optional.of("chromium is not installed; ./setup.sh test");
        }
        if (Tools.find("node").isEmpty() || Tools.find("npm").isEmpty()) {
            return Optional.of("node and npm are not installed; ./setup.sh test");
        }
        String version = run(HERE, List.of("node", "--version"), 30).strip();
        int major = Integer.parseInt(version.replaceAll("^v|\\..*$", ""));
        if (major < OLDEST_NODE) {
            return Optional.of("node " + version + " is too old for Playwright, 20 is needed");
        }
        try {
            install();
            return Optional.empty();
        } catch (IOException unreachable) {
            return Optional.of("npm ci brought nothing: " + unreachable.getMessage());
        }
    }

    /** Opens each page of a folder and returns what was seen. */
    static JsonNode look(Path pages, Path screenshots) throws IOException, InterruptedException {
        Files.createDirectories(screenshots);
        String json =
                run(
                        HERE,
                        List.of(
                                "node",
                                "look.mjs",
                                chromium().orElseThrow().toString(),
                                pages.toAbsolutePath().toString(),
                                screenshots.toAbsolutePath().toString()),
                        180);
        return new ObjectMapper().readTree(json);
    }

    /** Returns the schema of SARIF 2.1.0. */
    static Path sarifSchema() {
        return HERE.resolve(
                "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    }

    private static Optional<Path> chromium() {
        return Stream.of("chromium", "chromium-browser")
                .flatMap(name -> Tools.find(name).stream())
                .findFirst();
    }

    /** Installs what the lock names, once for each lock. */
    private static void install() throws IOException, InterruptedException {
        Path lock = HERE.resolve("package-lock.json");
        boolean installed =
                Files.isDirectory(HERE.resolve("node_modules/playwright-core"))
                        && Files.exists(lock)
                        && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) < 0;
        Files.createDirectories(HERE);
        Files.copy(
                SOURCE.resolve("look.mjs"),
                HERE.resolve("look.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        if (installed) {
            return;
        }
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(
                    SOURCE.resolve(file), HERE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run(HERE, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), 240);
    }

    private static String run(Path directory, List<String> command, int seconds)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path errors = Files.createTempFile("browser", ".err");
        Path output = Files.createTempFile("browser", ".out");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(errors.toFile())
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IOException(command.get(0) + " had not ended after " + seconds + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        String.join(" ", command) + " failed: " + Files.readString(errors));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(errors);
            Files.deleteIfExists(output);
        }
    }
}
