package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/** Shows the stacks of a JVM, and of a core. */
class StacksCommandIT {

    private static final String PROGRAM =
            "class Waits { public static void main(String[] a) throws Exception {"
                    + " System.out.println(\"ready\"); System.in.read(); } }";

    @TempDir static Path folder;
    private static Process jvm;
    private static String pid;
    private final Cli cli = new Cli();

    @BeforeAll
    static void start() throws IOException {
        Path source = Files.writeString(folder.resolve("Waits.java"), PROGRAM);
        String java = System.getProperty("java.home") + "/bin/java";
        jvm = new ProcessBuilder(java, source.toString()).start();
        assertThat(jvm.getInputStream().read()).isPositive();
        pid = Long.toString(jvm.pid());
    }

    @AfterAll
    static void end() {
        jvm.destroyForcibly();
    }

    @Test
    void showsEachStackAndWhatFits() {
        assertThat(cli.run("stacks", pid)).isZero();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines.get(0)).matches("process " + pid + ", java, [0-9]+ threads, 64-bit");
        assertThat(lines.get(1))
                .matches(" thread +name +stack +reserved +touched +guard +size from +sp +fp +at");
        assertThat(lines.get(2)).matches(" *" + pid + " +java +main .*, grows .*");
        assertThat(lines).anyMatch(line -> line.matches(" *[0-9]+ +GC Thread#0 +thread .*"));
        assertThat(lines)
                .anyMatch(line -> line.matches("stacks +[0-9]+ besides the main one reserve .*"))
                .anyMatch(line -> line.matches("address space +x86-64: .*"))
                .anyMatch(
                        line -> line.matches("threads +[0-9,]+ threads of .* fit into x86-64;.*"));
    }

    @Test
    void failsOnlyWhenThreadsThatMustFitDoNot() throws IOException {
        assertThat(cli.run("stacks", pid, "--threads", "1")).isZero();
        assertThat(cli.out()).endsWith("\nfit: 1 thread into x86-64\n");
        assertThat(cli.run("stacks", pid, "--threads", "100000", "--within", "i386-3gb"))
                .isEqualTo(1);
        assertThat(cli.out()).contains("i386-3gb, predicted: ").contains("do not fit: 100,000");

        assertThat(cli.run("stacks", pid, "--threads", "100000", "--within", "2 GiB", "--json"))
                .isEqualTo(1);
        JsonNode root = new ObjectMapper().readTree(cli.out());
        assertThat(root.get("fits").asBoolean()).isFalse();
        assertThat(root.get("stacks").get("within").asText()).isEqualTo("2 GiB");
        assertThat(root.get("stacks").get("count").asInt()).isGreaterThan(5);
        assertThat(root.get("stacks").get("largest").asLong()).isPositive();
        assertThat(root.get("stacks").get("maxThreads").asLong()).isLessThan(100_000);
        assertThat(root.get("stacks").get("entries").size()).isGreaterThan(5);
        assertThat(root.get("addressSpace").get("largestGap").asLong()).isPositive();
    }

    @Test
    void showsOfACoreWhatItTells() throws Exception {
        try (Sleeper sleeper = Sleeper.start()) {
            Path core = sleeper.gcore(folder);
            assertThat(cli.run("stacks", core + "", "--within", "i386-4gb")).isZero();
            assertThat(cli.out())
                    .startsWith(
                            "core " + core + " of process " + sleeper.pid() + ", sleep, 1 thread")
                    .contains("  sleep            main ")
                    .contains("threads of 8 MiB fit into i386-4gb (predicted)")
                    .contains("\nnot told       limits: the core holds none; RLIMIT_STACK? is");
            assertThat(cli.run("stacks", core + "", "--json")).isZero();
            JsonNode root = new ObjectMapper().readTree(cli.out());
            JsonNode main = root.get("stacks").get("entries").get(0);
            assertThat(main.get("sp").asText()).startsWith("0x7ff");
            assertThat(main.get("fp").asText()).startsWith("0x");
            assertThat(main.has("fpInStack")).isTrue();
            assertThat(root.get("notTold")).hasSize(1);
        }
    }

    @Test
    void saysWhatIsWrongWithTheArguments() {
        assertThat(cli.run("stacks", "4194305")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err())
                .startsWith("leakgate: Process 4194305 has no stacks to show: it ended");
        assertThat(cli.run("stacks", pid, "--within", "i486")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err())
                .contains(
                        "\"i486\" is no address space; write one of i386-3gb, i386-4gb, x86-64, or a"
                                + " size as in \"2 GiB\"");
        assertThat(cli.run("stacks", pid, "--threads", "-1")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("--threads = -1 must be 0 or more");
        assertThat(cli.run("stacks", "no-such-core")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).startsWith("leakgate: no-such-core");
    }
}
