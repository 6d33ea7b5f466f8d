package dev.leakgate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.KeptMemory;
import dev.leakgate.check.OnCrash;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.WatchInfo;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.ServiceException;
import dev.leakgate.testing.KeepingService;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches the doctor's service, which keeps as many bytes of each request as it is told. */
class ServiceWatcherIT {

    private static final int TESTS_OF_A_PASS = 40;

    private final Path folder;
    private final Path marks;
    private final Path program;

    ServiceWatcherIT(@TempDir Path folder) {
        this.folder = folder;
        marks = folder.resolve(Mark.FILE_NAME);
        program = folder.resolve("keeping-service.pl");
    }

    @BeforeEach
    void copyTheProgram() throws IOException {
        KeepingService.copy(folder);
        Files.createFile(marks);
    }

    @Test
    void callsALeakWhatGrowsWithEachTestOverSeveralPasses() throws IOException {
        ServiceWatcher watcher =
                ServiceWatcher.watch("keeping", keeping(1000), folder, marks, true);
        int passes = 0;
        while (passes <= 5
                || (passes < 20
                        && watcher.wantsAnotherPass(BytesPerRequest.ZERO, Suppressions.NONE))) {
            tests(watcher);
            watcher.passDone();
            passes++;
        }

        CheckOutcome outcome =
                watcher.finish(BytesPerRequest.ZERO, Suppressions.NONE, KeptMemory.DEFAULT);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
        assertThat(outcome.message())
                .startsWith("LEAK  watch of keeping: heap grows 1,0")
                .containsPattern("\n  [0-9]+ tests in [0-9]+ passes after 40 to warm up")
                .contains("\n  again   mvn verify");
        RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
        WatchInfo seen = Objects.requireNonNull(run.watch());
        assertThat(seen.passes()).isEqualTo(passes);
        assertThat(seen.adopted()).isFalse();
        int runs = passes * TESTS_OF_A_PASS;
        assertThat(seen.tests())
                .singleElement()
                .satisfies(t -> assertThat(t.runs()).isEqualTo(runs));
        assertThat(seen.peaks()).containsKey("heap");
        assertThat(ProcessHandle.of(watcher.pid())).isEmpty();
    }

    @Test
    void judgesNoGrowthOfTestsThatRanOnceAndSaysSo() throws IOException {
        ServiceWatcher watcher =
                ServiceWatcher.watch("keeping", keeping(1000), folder, marks, false);
        tests(watcher);

        CheckOutcome outcome =
                watcher.finish(BytesPerRequest.ZERO, Suppressions.NONE, KeptMemory.DEFAULT);

        assertThat(outcome.message())
                .startsWith(
                        "CLEAN  watch of keeping: growth was not judged, peaks and budgets alone: the"
                                + " tests ran once; set leakgate.repeat to 5 or more\n");
    }

    @Test
    void watchesAProcessThatRunsAndLetsItRunOn() throws IOException {
        ServiceWatcher launched = ServiceWatcher.watch("keeping", keeping(0), folder, marks, false);
        try (ServiceWatcher adopted =
                ServiceWatcher.watch(
                        "other",
                        NativeService.attach(launched.pid()).build(),
                        folder,
                        marks,
                        false)) {
            CheckOutcome outcome =
                    adopted.finish(BytesPerRequest.ZERO, Suppressions.NONE, KeptMemory.DEFAULT);

            assertThat(outcome.verdict()).isEqualTo(Verdict.CLEAN);
            RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
            assertThat(Objects.requireNonNull(run.service()).command())
                    .contains(program.toString());
            assertThat(Objects.requireNonNull(run.watch()).adopted()).isTrue();
            assertThat(ProcessHandle.of(launched.pid())).isPresent();
        } finally {
            launched.close();
            launched.close();
        }
        assertThat(ProcessHandle.of(launched.pid())).isEmpty();
    }

    @Test
    void saysThatTheServiceEndedWhileTheTestsRan() throws IOException {
        ServiceWatcher watcher = ServiceWatcher.watch("keeping", keeping(0), folder, marks, false);
        ProcessHandle process = ProcessHandle.of(watcher.pid()).orElseThrow();
        process.destroyForcibly();
        // Our child stays a zombie until the watcher looks.
        awaitEnd(watcher.pid());

        CheckOutcome outcome =
                watcher.finish(BytesPerRequest.ZERO, Suppressions.NONE, KeptMemory.DEFAULT);

        assertThat(outcome.verdict()).isEqualTo(Verdict.CRASHED);
        assertThat(outcome.message())
                .startsWith(
                        "CRASHED  watch of keeping: the service ended with SIGKILL while the tests"
                                + " ran");
    }

    /** Whatever the kernel does with cores here. */
    @Test
    void keepsTheCoreOfATracedServiceThatCrashes() throws Exception {
        NativeService threads =
                NativeService.command(
                                NativePrograms.build("stacks.c").toString(), "idle", "3", "stay")
                        .readyWhenLogged("ready")
                        .build();
        ServiceWatcher watcher =
                ServiceWatcher.watch(
                        "threads",
                        threads,
                        folder,
                        marks,
                        false,
                        OnCrash.TRACE,
                        KeptMemory.DEFAULT);
        int pid = watcher.pid();
        new ProcessBuilder("kill", "-SEGV", pid + "").start().waitFor();
        awaitEnd(pid);

        CheckOutcome outcome =
                watcher.finish(BytesPerRequest.ZERO, Suppressions.NONE, KeptMemory.DEFAULT);

        assertThat(outcome.verdict()).isEqualTo(Verdict.CRASHED);
        RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
        assertThat(Objects.requireNonNull(run.crash()).core()).isEqualTo("core." + pid);
        assertThat(Objects.requireNonNull(run.stacks()).count()).isEqualTo(3);
        assertThat(outcome.directory().resolve("core." + pid)).isNotEmptyFile();
    }

    @Test
    void refusesToTraceAServiceThatRunsAlready() {
        assertThatThrownBy(
                        () ->
                                ServiceWatcher.watch(
                                        "own",
                                        NativeService.attach((int) ProcessHandle.current().pid())
                                                .build(),
                                        folder,
                                        marks,
                                        false,
                                        OnCrash.TRACE,
                                        KeptMemory.DEFAULT))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("onCrash = TRACE traces a service from its start, and ");
    }

    @Test
    void refusesAProcessThatIsNotThere() {
        assertThatThrownBy(
                        () ->
                                ServiceWatcher.watch(
                                        "none",
                                        NativeService.attach(999_999_999).build(),
                                        folder,
                                        marks,
                                        false))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("there is no process 999999999; check the pid");
    }

    private NativeService keeping(int bytes) {
        return NativeService.command("perl", program.toString(), "${port}", "" + bytes).build();
    }

    private void tests(ServiceWatcher watcher) throws IOException {
        for (int test = 0; test < TESTS_OF_A_PASS; test++) {
            append(new Mark(Looks.nowMicros(), true, "GatewayIT#get", true));
            get(watcher.port().orElseThrow());
            append(new Mark(Looks.nowMicros(), false, "GatewayIT#get", true));
        }
    }

    private void append(Mark mark) throws IOException {
        Files.writeString(marks, mark.line(), java.nio.file.StandardOpenOption.APPEND);
    }

    private static void get(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    private static void awaitEnd(int pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        while (Files.exists(stat) && !Files.readString(stat).contains(") Z ")) {
            Thread.onSpinWait();
        }
    }
}
