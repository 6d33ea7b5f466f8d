package dev.leakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.linux.Tools;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that reports of the faulty builds name the function and the line of the fault. */
class FaultyLinesIT {

    @TempDir Path folder;

    @Test
    void namesTheLineOfTheGatewayThatAllocates() throws Exception {
        assumeTrue(Tools.find("heaptrack").isPresent(), "heaptrack is not installed");
        NativeService gateway =
                NativeService.command("target/native/gateway", "--port", "${port}")
                        .readyWhenListening()
                        .build();

        RunDocument run = check(gateway, "/itop?channelid=4099", Verdict.LEAK);

        FrameInfo site = Objects.requireNonNull(run.findings().get(0).firstLook());
        assertThat(site.shortName()).isEqualTo("spp_handle_process");
        assertThat(site.place()).isEqualTo(Sources.place("gateway/service.cpp", "new CommItopReq"));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("Free what spp_handle_process allocates", "class=\"frame leaks\"");
        ReportPage.assertReads(folder.resolve("report.html"), "gateway", true);
    }

    /** No recorder is loaded into 32-bit programs: the backtrace of its crash names the line. */
    @Test
    void namesTheLineOfTheWorkerThatCrashes() throws Exception {
        assumeTrue(Tools.find("gdb").isPresent(), "gdb is not installed");
        assumeTrue(Files.exists(Path.of("target/native/worker32")), "there is no 32-bit build");
        NativeService worker =
                NativeService.command(
                                "target/native/run-worker.sh",
                                "target/native/worker32",
                                "${port}",
                                "96")
                        .readyWhenHttpAnswers("/routers")
                        .stackLimit("32 MiB")
                        .addressSpace(AddressSpace.I386_3GB)
                        .build();

        RunDocument run = check(worker, "/routers", Verdict.CRASHED);

        FrameInfo site = Objects.requireNonNull(Objects.requireNonNull(run.crash()).site());
        assertThat(String.join("\n", run.message()))
                .as("the program, and not the script that started it")
                .containsPattern("core +\\S+/core\\.[0-9]+ \\(gdb target/native/worker32 ");
        assertThat(Objects.requireNonNull(run.crash()).logTail())
                .as("what it wrote, without a heading of ours")
                .noneMatch(line -> line.contains("its last output"));
        assertThat(site.function()).isEqualTo("start_router");
        assertThat(site.place()).isEqualTo(Sources.place("worker/start.cpp", "pthread_detach("));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<code class=\"answer\">start_router  start.cpp:");
        ReportPage.assertReads(folder.resolve("report.html"), "worker", false);
    }

    private RunDocument check(NativeService service, String path, Verdict expected)
            throws Exception {
        CheckOutcome outcome =
                new LeakChecker(
                                new CheckId("FaultyLinesIT", "check()", "check"),
                                service,
                                new CheckPlan(
                                        100,
                                        5,
                                        100,
                                        2,
                                        Duration.ofMinutes(5),
                                        Duration.ofSeconds(30),
                                        BytesPerRequest.ZERO),
                                List.of(),
                                folder)
                        .site(SiteChoice.AUTO)
                        .check(load -> load.get(path));
        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(expected);
        return RunJson.read(folder.resolve(RunJson.FILE_NAME));
    }
}
