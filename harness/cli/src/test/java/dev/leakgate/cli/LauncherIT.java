package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the script that lies beside the jar, with Java where it may be and where it is not. */
class LauncherIT {

    private static final Path SCRIPT = Path.of("target/leakgate").toAbsolutePath();

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    LauncherIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void useThisJava() {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CACHE_HOME", folder.toString());
    }

    private record Ended(int status, String output) {}

    @Test
    void startsTheJarFromAnywhereAndHandsItsStatusOn() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("lg"), SCRIPT);

        Ended help = run(link, "--help");
        assertThat(help.output()).startsWith("Usage: leakgate");
        assertThat(help.status()).isZero();

        Ended wrong = run(link, "map", "no such file");
        assertThat(wrong.output()).startsWith("leakgate: no such file");
        assertThat(wrong.status()).isEqualTo(2);
    }

    /** On standard output a word too much would spoil a document. */
    @Test
    void saysNothingOfItsOwnInRunsThatShareClasses() throws Exception {
        String process = Long.toString(ProcessHandle.current().pid());
        for (int i = 0; i < 3; i++) {
            assertThat(run(SCRIPT, "map", process, "--json").output())
                    .startsWith("{")
                    .endsWith("}\n");
        }
        try (Stream<Path> files = Files.list(folder.resolve("leakgate"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(
                            archive ->
                                    assertThat(archive.getFileName().toString())
                                            .endsWith(System.getProperty("java.version") + ".jsa"));
        }

        environment.put("LEAKGATE_OPTS", "-Xshare:on -Xlog:class+load");
        assertThat(run(SCRIPT, "map", process, "--json").output())
                .contains("dev.leakgate.cli.Leakgate source: shared objects file (top)");
    }

    @Test
    void takesTheJavaThatIsInThePath() throws Exception {
        environment.remove("JAVA_HOME");
        environment.put("PATH", tools(Path.of(System.getProperty("java.home"), "bin", "java")));

        assertThat(run(SCRIPT, "--help").output()).startsWith("Usage: leakgate");
    }

    @Test
    void saysWhatToDoWithoutJava() throws Exception {
        environment.remove("JAVA_HOME");
        environment.put("PATH", tools(null));

        Ended ended = run(SCRIPT, "--help");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output())
                .isEqualTo(
                        "leakgate: there is no java in PATH; Leakgate needs Java 17 or later: apt-get"
                                + " install openjdk-17-jre-headless, or set JAVA_HOME to a newer"
                                + " one\n");
    }

    @Test
    void saysWhichJavaIsTooOld() throws Exception {
        for (String version : List.of("1.8.0_412", "11.0.22")) {
            Path home = Files.createDirectories(folder.resolve("jdk-" + version));
            Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
            Files.copy(Path.of("/bin/true"), java);
            Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
            environment.put("JAVA_HOME", home.toString());

            Ended ended = run(SCRIPT, "--help");

            assertThat(ended.status()).isEqualTo(2);
            assertThat(ended.output())
                    .startsWith(
                            "leakgate: " + java + " is Java " + version + "; Leakgate needs 17");
        }
    }

    @Test
    void saysThatJavaHomeIsWrong() throws Exception {
        environment.put("JAVA_HOME", "/no/such/java");

        assertThat(run(SCRIPT, "--help"))
                .isEqualTo(
                        new Ended(
                                2,
                                "leakgate: JAVA_HOME is /no/such/java, which has no bin/java; set it"
                                        + " to a Java of 17 or later, or unset it\n"));
    }

    @Test
    void saysWhereTheJarBelongs() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path script = Files.copy(SCRIPT, bin.resolve("leakgate"));

        Ended ended = run(script, "--help");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output())
                .isEqualTo(
                        "leakgate: leakgate-cli.jar must lie in "
                                + bin.toRealPath()
                                + " or in "
                                + folder.toRealPath()
                                + "/lib/leakgate; put the two together\n");
    }

    /** Makes a PATH of what the script needs, and a Java or none. */
    private String tools(@Nullable Path java) throws IOException {
        Path path = Files.createDirectories(folder.resolve("path"));
        for (String tool : List.of("readlink", "sed", "head", "mkdir", "mv")) {
            Path real = Path.of("/bin", tool);
            Files.createSymbolicLink(
                    path.resolve(tool), Files.exists(real) ? real : Path.of("/usr/bin", tool));
        }
        if (java != null) {
            Files.createSymbolicLink(path.resolve("java"), java);
        }
        return path.toString();
    }

    private Ended run(Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
