package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.linux.Tools;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.service.NativeService;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a service that forgets a chunk in each request a second time, to see where. */
class SiteRunIT {

    @TempDir Path folder;

    @Test
    void namesTheLineThatAllocates() throws IOException {
        assumeTrue(Tools.find("heaptrack").isPresent(), "heaptrack is not installed");

        CheckOutcome outcome = check(SiteChoice.AUTO);

        RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
        FrameInfo site = site(run);
        assertThat(site.function()).isEqualTo("work");
        assertThat(site.file()).endsWith("forgetful.c");
        assertThat(site.line()).isEqualTo(lineThatForgets());
        SiteToolInfo tool = Objects.requireNonNull(run.siteTool());
        assertThat(tool.name()).isEqualTo("heaptrack");
        assertThat(tool.version()).isNotEmpty();
        assertThat(tool.absence()).isNull();
        assertThat(Objects.requireNonNull(tool.requests())).isBetween(200L, 500L);
        assertThat(outcome.message())
                .contains("allocated at  work  forgetful.c:" + lineThatForgets())
                .contains("sites   recorded by heaptrack");
        assertThat(Files.readString(outcome.directory().resolve("site/unfreed.collapsed")))
                .containsPattern("(?m)^.*;work [0-9]+$");
        assertThat(Files.readString(outcome.directory().resolve("site/unfreed.pprof.txt")))
                .contains(" work forgetful.c:" + lineThatForgets() + "\n");
        assertThat(Files.readString(outcome.directory().resolve("report.html")))
                .contains("class=\"frame leaks\"");
        assertThat(outcome.directory().resolve("site/heaptrack.raw")).doesNotExist();
    }

    @Test
    void namesTheLineByValgrindToo() throws IOException {
        assumeTrue(Tools.find("valgrind").isPresent(), "valgrind is not installed");

        CheckOutcome outcome = check(SiteChoice.VALGRIND);

        RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
        assertThat(site(run).line()).as(outcome.message()).isEqualTo(lineThatForgets());
    }

    /** It looks at a normal exit, and this service dies of SIGTERM. */
    @Test
    void keepsTheVerdictWhenTheRecorderHasNothingToTell() throws IOException {
        CheckOutcome outcome = check(SiteChoice.LSAN);

        RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
        assertThat(Objects.requireNonNull(run.siteTool()).absence())
                .matches("LeakSanitizer wrote no report: .*|liblsan.so is not installed; .*");
        assertThat(run.findings()).allSatisfy(each -> assertThat(each.site()).isEmpty());
    }

    @Test
    void saysWhyA32BitServiceHasNoSite() throws IOException {
        Path program = NativePrograms.build("forgetful.c", "-m32");

        CheckOutcome outcome =
                check(
                        SiteChoice.AUTO,
                        NativeService.command(program.toString(), "${port}").build());

        RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
        assertThat(Objects.requireNonNull(run.siteTool()).absence())
                .startsWith("neither heaptrack nor LeakSanitizer records 32-bit programs; ");
        assertThat(run.findings()).allSatisfy(each -> assertThat(each.site()).isEmpty());
        assertThat(outcome.message())
                .contains("sites   neither heaptrack nor")
                .doesNotContain("+-");
    }

    @Test
    void keepsTheFindingOfAProgramWithoutSymbols() throws Exception {
        assumeTrue(Tools.find("heaptrack").isPresent(), "heaptrack is not installed");
        Path bare = folder.resolve("bare");
        Process strip =
                new ProcessBuilder(
                                "strip",
                                "-o",
                                bare.toString(),
                                NativePrograms.build("forgetful.c").toString())
                        .inheritIO()
                        .start();
        assertThat(strip.waitFor()).isZero();

        CheckOutcome outcome =
                check(SiteChoice.AUTO, NativeService.command(bare.toString(), "${port}").build());

        RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
        assertThat(site(run).line()).isNull();
        assertThat(site(run).module()).endsWith("/bare");
        assertThat(outcome.message()).contains("allocated at  ??  bare");
    }

    /** The service hangs when it runs the second time, as one may that a recorder slows down. */
    @Test
    void keepsTheFindingWhenTheSecondRunHangs() throws IOException {
        assumeTrue(Tools.find("heaptrack").isPresent(), "heaptrack is not installed");
        Path marker = folder.resolve("ran-before");
        String once = "[ -e \"$0\" ] && exec sleep 600; : > \"$0\"; exec \"$1\" \"$2\"";

        CheckOutcome outcome =
                check(
                        SiteChoice.AUTO,
                        NativeService.command(
                                        "/bin/sh",
                                        "-c",
                                        once,
                                        marker.toString(),
                                        NativePrograms.build("forgetful.c").toString(),
                                        "${port}")
                                .readyWhenListening()
                                .readyWithin(Duration.ofSeconds(5))
                                .build());

        RunDocument run = RunJson.read(outcome.directory().resolve(RunJson.FILE_NAME));
        SiteToolInfo tool = Objects.requireNonNull(run.siteTool());
        assertThat(tool.name()).isEqualTo("heaptrack");
        assertThat(tool.absence()).contains("was not ready within");
        assertThat(outcome.message()).contains("heap grows 1,520 B per request");
        assertThat(outcome.message()).contains("sites   not recorded by heaptrack: ");
    }

    private CheckOutcome check(SiteChoice choice) {
        return check(
                choice,
                NativeService.command(NativePrograms.build("forgetful.c").toString(), "${port}")
                        .build());
    }

    private CheckOutcome check(SiteChoice choice, NativeService service) {
        CheckPlan plan =
                new CheckPlan(
                        50,
                        5,
                        100,
                        1,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30),
                        BytesPerRequest.ZERO);
        CheckOutcome outcome =
                new LeakChecker(
                                new CheckId("AIT", "a()", "AIT.a"),
                                service,
                                plan,
                                List.of(),
                                folder)
                        .keeping(KeptMemory.NOTHING)
                        .site(choice)
                        .check(load -> load.get("/forget?1500&1"));
        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.LEAK);
        return outcome;
    }

    private static FrameInfo site(RunDocument run) {
        FindingInfo finding =
                run.findings().stream()
                        .filter(each -> !each.site().isEmpty())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(String.valueOf(run.siteTool())));
        return finding.site().get(0);
    }

    private static int lineThatForgets() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/native/forgetful.c"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("forgotten = memset(malloc(size)")) {
                return i + 1;
            }
        }
        throw new AssertionError("the source has changed");
    }
}
