package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.linux.ResourceLimit.Resource;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that crashes leaves its core among the evidence. */
class CrashCoreIT {

    @TempDir Path folder;

    @Test
    void theKernelsCoreIsKept() throws Exception {
        assumeThat(Files.readString(Path.of("/proc/sys/kernel/core_pattern")))
                .as("where cores go, a setting of the machine")
                .doesNotStartWith("|")
                .doesNotStartWith("/")
                .doesNotContain("%");

        CheckOutcome outcome = crash(service());

        assertThat(outcome.verdict()).isEqualTo(Verdict.CRASHED);
        JsonNode crash = run(outcome).get("crash");
        String name = crash.get("core").asText();
        assertThat(crash.has("coreAbsence")).isFalse();
        Path core = outcome.directory().resolve(name);
        assertThat(outcome.message())
                .contains("\n  core    " + core + " (gdb ")
                .doesNotContain("no core");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(core)))
                .isEqualTo("rw-------");
        assertThat(gdb(core))
                .contains("Program terminated with signal SIGSEGV")
                .contains("sleep 600");
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("evidence");
        }
    }

    @Test
    void aServiceThatMayLeaveNoCoreIsToldHowToGetOne() throws Exception {
        CheckOutcome outcome = crash(service().limit(Resource.CORE, 0));

        assertThat(outcome.verdict()).isEqualTo(Verdict.CRASHED);
        assertThat(outcome.message())
                .contains("\n  no core: its limit on cores was 0 and may not be raised; ");
        assertThat(run(outcome).get("crash").has("core")).isFalse();
    }

    private NativeService.Builder service() {
        return NativeService.command("sh", "-c", "echo $$; exec sleep 600")
                .workingDirectory(folder)
                .readyWhenLogged("[0-9]+");
    }

    private CheckOutcome crash(NativeService.Builder service) {
        Path evidence = folder.resolve("evidence");
        CheckPlan plan =
                new CheckPlan(
                        0,
                        5,
                        1,
                        1,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        BytesPerRequest.ZERO);
        return new LeakChecker(
                        new CheckId("CrashCoreIT", "crash", "crash"),
                        service.build(),
                        plan,
                        List.of(),
                        evidence)
                .check(load -> segfault(evidence.resolve(RunningService.LOG_FILE)));
    }

    private static void segfault(Path log) throws IOException, InterruptedException {
        String pid = Files.readString(log).strip();
        assertThat(new ProcessBuilder("kill", "-SEGV", pid).start().waitFor()).isZero();
    }

    private static JsonNode run(CheckOutcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.directory().resolve("run.json").toFile());
    }

    private static String gdb(Path core) throws IOException {
        Process gdb =
                new ProcessBuilder("gdb", "-batch", "-nx", "-ex", "info proc", "-c", core + "")
                        .redirectErrorStream(true)
                        .start();
        return new String(
                gdb.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
