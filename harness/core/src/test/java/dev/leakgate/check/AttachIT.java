package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.linux.ProcessId;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.report.CaptureInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.CrashInfo;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.testing.KeepingService;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks services that run before, and must run on as if nobody had looked. */
class AttachIT {

    private static final LoadMethod GET = load -> load.get("/");

    private final Path folder;

    AttachIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aServiceThatRunsLeaksAndIsLeftAsItWas() throws IOException {
        try (KeepingService service = KeepingService.startByShell(folder, 2000)) {
            ProcessId before = service.id();

            CheckOutcome outcome = check(NativeService.attachToPort(service.port()).build(), GET);

            assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
            assertThat(outcome.message()).startsWith("LEAK  A.b: heap grows 2,0");
            RunDocument run = written();
            assertThat(Objects.requireNonNull(run.service()).pid()).isEqualTo(before.pid());
            assertThat(run.service().command()).contains("perl");
            CaptureInfo capture = Objects.requireNonNull(run.capture());
            assertThat(capture.mode()).as(outcome.message()).isEqualTo("fork");
            assertThat(service.id()).isEqualTo(before);
            assertThat(service.children()).isEmpty();
            assertThat(service.answers()).isTrue();
        }
    }

    /** The JDK's own thread waits on such a process, and would never let it go on. */
    @Test
    void aServiceOfThisJvmIsLookedAtByAnotherProcess() throws IOException {
        try (KeepingService service = KeepingService.startHere(folder, 2000)) {
            ProcessId before = service.id();

            CheckOutcome outcome = check(NativeService.attach(before.pid()).build(), GET);

            assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
            assertThat(Objects.requireNonNull(written().capture()).mode()).isEqualTo("gcore");
            assertThat(service.id()).isEqualTo(before);
            assertThat(service.answers()).isTrue();
        }
    }

    @Test
    void aServiceThatEndsMeanwhileIsToldSo() throws IOException {
        try (KeepingService service = KeepingService.startByShell(folder, 0)) {
            AtomicInteger requests = new AtomicInteger();
            LoadMethod deadly =
                    load -> {
                        if (requests.incrementAndGet() == 1_500) {
                            service.kill();
                        }
                        load.get("/");
                    };

            CheckOutcome outcome = check(NativeService.attach(service.id().pid()).build(), deadly);

            assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.CRASHED);
            assertThat(outcome.message())
                    .matches(
                            "(?s)CRASHED  A.b: the service, process "
                                    + service.id().pid()
                                    + " \\(perl\\) that ran before, ended (with SIGKILL in round 2 of 5|in"
                                    + " round 2 of 5; how, its parent and its log can tell).*");
            CrashInfo crash = Objects.requireNonNull(written().crash());
            assertThat(crash.core()).isNull();
        }
    }

    private CheckOutcome check(NativeService service, LoadMethod load) {
        CheckPlan plan =
                new CheckPlan(
                        1_000,
                        5,
                        400,
                        2,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(20),
                        BytesPerRequest.ZERO);
        return new LeakChecker(new CheckId("A", "b()", "A.b"), service, plan, List.of(), folder)
                .check(load);
    }

    private RunDocument written() throws IOException {
        return RunJson.read(folder.resolve(RunJson.FILE_NAME));
    }
}
