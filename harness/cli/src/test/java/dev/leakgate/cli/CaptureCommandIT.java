package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/** Captures a process that sleeps; gdb says whether the core is one. */
class CaptureCommandIT {

    @TempDir Path folder;
    private final Cli cli = new Cli();
    private Sleeper sleeper;

    @BeforeEach
    void start() throws IOException {
        sleeper = Sleeper.start();
    }

    @AfterEach
    void stop() {
        sleeper.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork", "stop", "gcore"})
    void writesACoreThatGdbOpensAndTheProcessGoesOn(String mode) throws Exception {
        Path core = folder.resolve("its.core");

        capture("--mode", mode, "-o", core + "");

        assertThat(cli.out())
                .startsWith(core + "  ")
                .containsPattern("process " + sleeper.pid() + " stood for [0-9.]+ ms, by " + mode)
                .contains("it has 1 thread");
        assertThat(gdb(core, "info threads")).containsPattern("\\* 1 .*(Thread|LWP|process)");
        assertThat(gdb(core, "p/x $sp")).contains("$1 = " + sleepingSp());
        assertThat(Files.readString(Path.of("/proc/" + sleeper.pid() + "/stat")))
                .contains(" (sleep) S ");
        assertThat(listing()).containsExactly("its.core");
    }

    @Test
    void allCommandsOpenACompressedCoreAsItIs() throws Exception {
        Path core = folder.resolve("its.core.gz");
        capture("--gzip", "-o", core + "");
        String sp = sleepingSp();

        for (String command : List.of("map", "threads", "stacks", "analyze")) {
            insist(command, "--json", core + "");
            assertThat(new ObjectMapper().readTree(cli.out()).isObject()).as(command).isTrue();
        }
        insist("dump", core + "", sp + "+64", folder.resolve("stack.bin") + "");
        assertThat(Files.size(folder.resolve("stack.bin"))).isEqualTo(64);
        assertThat(listing()).containsExactlyInAnyOrder("its.core.gz", "stack.bin");
    }

    @Test
    void threadsOfTheProcessAndOfItsCoreAreTheSame() throws Exception {
        Path core = folder.resolve("its.core");
        capture("--mode", "fork", "-o", core + "");

        insist("threads", "--json", sleeper.pid());
        JsonNode live = new ObjectMapper().readTree(cli.out()).get("threads");
        assertThat(cli.run("threads", "--json", core + "")).as(cli.err()).isZero();
        JsonNode kept = new ObjectMapper().readTree(cli.out()).get("threads");

        assertThat(live).hasSize(1);
        assertThat(live.get(0).get("name").asText()).isEqualTo("sleep");
        assertThat(live.get(0).get("sp").asText()).isEqualTo(sleepingSp());
        assertThat(live.get(0).get("stack").get("region").asText()).isEqualTo("stacks of sleep");
        assertThat(live.get(0).get("at").asText()).matches(".*nanosleep.*\\(libc\\.so\\.6\\)");
        forgetTheCall(live.get(0));
        forgetTheCall(kept.get(0));
        assertThat(kept).isEqualTo(live);

        assertThat(cli.run("threads", "--registers", core + "")).isZero();
        assertThat(cli.out()).contains(" sleep ", sleepingSp().substring(2), "rip 0x", "fs_base");
    }

    @Test
    void tellsAProgramWhatItWrote() throws IOException {
        Path core = folder.resolve("its.core");
        capture("--mode", "fork", "--json", "--gzip", "-o", core + "");
        JsonNode root = new ObjectMapper().readTree(cli.out());
        assertThat(root.get("core").asText()).isEqualTo(core + ".gz");
        assertThat(root.get("complete").asBoolean()).isTrue();
        assertThat(root.get("pauseMillis").asDouble()).isPositive();
        assertThat(root.get("memory").asLong()).isPositive();
        assertThat(listing()).containsExactly("its.core.gz");
    }

    @Test
    void saysWhyThereIsNoCoreAndLeavesNothing() throws IOException {
        String core = folder.resolve("its.core") + "";
        assertThat(cli.run("capture", "4194305", "-o", core)).isEqualTo(Leakgate.NOT_PERMITTED);
        assertThat(cli.err()).startsWith("leakgate: ").contains("4194305");
        assertThat(cli.run("capture", Long.toString(ProcessHandle.current().pid()), "-o", core))
                .isEqualTo(Leakgate.NOT_PERMITTED);
        assertThat(cli.run("capture", sleeper.pid(), "-o", "/no/such/folder/core"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).startsWith("leakgate: /no/such/folder/core").doesNotContain("\tat ");
        // The path comes first: nothing is to stand still for a core that has no place.
        assertThat(cli.run("capture", "4194305", "-o", "/no/such/folder/core"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("capture", sleeper.pid(), "-o", folder + "")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("capture", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("capture", sleeper.pid(), "--most", "7")).isEqualTo(ExitCode.USAGE);
        assertThat(listing()).isEmpty();
    }

    @Test
    void writesACompletionScript() {
        assertThat(cli.run("generate-completion")).isZero();
        assertThat(cli.out()).contains("complete -F", "capture", "--registers");
    }

    private void capture(String... options) {
        List<String> arguments = new ArrayList<>(List.of("capture", sleeper.pid()));
        arguments.addAll(List.of(options));
        insist(arguments.toArray(String[]::new));
    }

    /** A machine that is busy may leave the process no CPU to stop on in time. */
    private void insist(String... arguments) {
        int status = cli.run(arguments);
        for (int i = 0; i < 50 && cli.err().contains(" did not stop within 250 ms "); i++) {
            status = cli.run(arguments);
        }
        assertThat(status).as(cli.err()).isZero();
    }

    /** A call that was stopped goes on as restart_syscall. */
    private static void forgetTheCall(JsonNode thread) {
        ((ObjectNode) thread.get("registers")).remove(List.of("rax", "orig_rax"));
    }

    private List<String> listing() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The stack pointer that the kernel shows of a thread that waits. */
    private String sleepingSp() throws IOException {
        String syscall = Files.readString(Path.of("/proc/" + sleeper.pid() + "/syscall")).strip();
        String upToSp = syscall.substring(0, syscall.lastIndexOf(' '));
        return upToSp.substring(upToSp.lastIndexOf(' ') + 1);
    }

    private static String gdb(Path core, String command) throws IOException {
        Process gdb =
                new ProcessBuilder(
                                "gdb", "-batch", "-nx", "-ex", command, "/usr/bin/sleep", core + "")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(gdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // gdb 13 knows no register sets larger than its own, not in the kernel's cores either.
        Matcher complaint =
                Pattern.compile("(?i)warning: (?!Unexpected size of section).*").matcher(said);
        assertThat(complaint.find()).as(said).isFalse();
        return said;
    }
}
