package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leakgate.heap.ImageLayout;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.Image;
import dev.leakgate.linux.ResourceLimit.Resource;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import dev.leakgate.testing.KeepingService;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that crashes leaves its core among the evidence. */
class CrashCoreIT {

    @TempDir Path folder;

    @Test
    void theKernelsCoreIsKept() throws Exception {
        assumePlainCores();

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
    void aCoreThatIsTooLargeIsCutAndWhatGrewUntilThenIsDumped() throws Exception {
        assumePlainCores();
        Path evidence = folder.resolve("evidence");
        NativeService keeping =
                NativeService.command(
                                "perl", KeepingService.copy(folder).toString(), "${port}", "20000")
                        .workingDirectory(folder)
                        .build();
        AtomicInteger requests = new AtomicInteger();
        LoadMethod deadly =
                load -> {
                    if (requests.incrementAndGet() == 1_750) {
                        segfault(listener(load.address().getPort()));
                    }
                    load.get("/");
                };

        CheckOutcome outcome =
                checker(keeping, evidence, 300)
                        .keeping(new KeptMemory(OnLeak.CAPTURE, ByteSize.ofMebibytes(8)))
                        .check(deadly);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.CRASHED);
        assertThat(outcome.message())
                .contains("\n  the core is not whole: ")
                .contains(" were left out: the core may hold 8 MiB of memory at most");
        RunDocument run = RunJson.read(evidence.resolve(RunJson.FILE_NAME));
        Path core =
                evidence.resolve(
                        Objects.requireNonNull(Objects.requireNonNull(run.crash()).core()));
        assertThat(gdb(core)).contains("Program terminated with signal SIGSEGV");
        try (Image cut = CoreFiles.open(core)) {
            ProcessLayout layout = ImageLayout.of(cut);
            assertThat(IntStream.range(0, layout.size()).mapToObj(layout::region))
                    .extracting(Object::toString)
                    .contains("heap");
        }
        List<String> dumps = run.evidence().stream().filter(n -> n.startsWith("dump/")).toList();
        assertThat(dumps).anyMatch(name -> name.startsWith("dump/heap-"));
        assertThat(Files.readString(evidence.resolve(dumps.get(0)), StandardCharsets.ISO_8859_1))
                .contains("x".repeat(20_000));
    }

    private static void assumePlainCores() throws IOException {
        assumeThat(Files.readString(Path.of("/proc/sys/kernel/core_pattern")))
                .as("where cores go, a setting of the machine")
                .doesNotStartWith("|")
                .doesNotStartWith("/")
                .doesNotContain("%");
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
        return checker(service.build(), evidence, 1)
                .check(load -> segfault(evidence.resolve(RunningService.LOG_FILE)));
    }

    private static LeakChecker checker(NativeService service, Path evidence, int requests) {
        CheckPlan plan =
                new CheckPlan(
                        requests - 1,
                        5,
                        requests,
                        1,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        BytesPerRequest.ZERO);
        return new LeakChecker(
                new CheckId("CrashCoreIT", "crash", "crash"), service, plan, List.of(), evidence);
    }

    /** The port stands in its command. */
    private static String listener(int port) {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> commandLine(child).endsWith(" " + port + " 20000"))
                .map(child -> Long.toString(child.pid()))
                .findFirst()
                .orElseThrow();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException ended) {
            return "";
        }
    }

    private static void segfault(Path log) throws IOException, InterruptedException {
        segfault(Files.readString(log).strip());
    }

    private static void segfault(String pid) throws IOException, InterruptedException {
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
        return new String(gdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
