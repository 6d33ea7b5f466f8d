package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.Image;
import dev.leakgate.report.CaptureInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.testing.KeepingService;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps memory of a service that keeps 20,000 bytes of each request, all of them an x. */
class EvidenceIT {

    private static final int KEPT = 20_000;
    private static final Pattern RANGE = Pattern.compile("dump/heap-([0-9a-f]+)-[0-9a-f]+\\.bin");

    private final Path folder;
    private final Path results;

    EvidenceIT(@TempDir Path folder) {
        this.folder = folder;
        results = folder.resolve("results");
    }

    @BeforeEach
    void copyTheService() throws IOException {
        KeepingService.copy(folder);
    }

    @Test
    void whatGrewIsDumpedByteForByteAsTheCoreHasIt() throws IOException {
        assertThat(check(KeptMemory.DEFAULT).verdict()).isEqualTo(Verdict.LEAK);

        RunDocument run = RunJson.read(results.resolve(RunJson.FILE_NAME));
        List<String> dumps = run.evidence().stream().filter(n -> n.startsWith("dump/")).toList();
        assertThat(dumps).isNotEmpty().anyMatch(name -> RANGE.matcher(name).matches());
        try (Image core = core(run)) {
            for (String name : dumps) {
                Path file = results.resolve(name);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                byte[] bytes = Files.readAllBytes(file);
                ByteBuffer held = ByteBuffer.allocate(bytes.length);
                assertThat(core.read(start(name), held)).as(name).isEqualTo(bytes.length);
                assertThat(held.array()).as(name).isEqualTo(bytes);
            }
        }
        Path largest = results.resolve(dumps.get(0));
        assertThat(Files.readString(largest, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("x".repeat(KEPT));
        assertThat(Files.size(largest)).isLessThanOrEqualTo(33L << 20);
    }

    @Test
    void aCoreKeepsNoMoreThanItMayAndSaysWhatIsMissing() throws IOException {
        CheckOutcome outcome = check(new KeptMemory(OnLeak.CAPTURE, ByteSize.ofMebibytes(4)));

        RunDocument run = RunJson.read(results.resolve(RunJson.FILE_NAME));
        CaptureInfo capture = Objects.requireNonNull(run.capture());
        assertThat(capture.memory()).isLessThanOrEqualTo(4L << 20);
        assertThat(outcome.message())
                .containsPattern(
                        "\n  the core is not whole: [0-9.]+ MiB of regions that grew, .* MiB of other"
                                + " writable memory were left out: the core may hold 4 MiB of"
                                + " memory at most");
        try (Image core = core(run)) {
            assertThat(core.threads()).hasSize(1);
            ByteBuffer word = ByteBuffer.allocate(Long.BYTES);
            assertThat(core.read(core.threads().get(0).registers().sp(), word)).isEqualTo(8);
        }
        assertThat(run.findings()).isNotEmpty();
    }

    @Test
    void theServiceIsFrozenInTheWayThatTheCheckAllows() throws IOException {
        check(new KeptMemory(OnLeak.CAPTURE, ByteSize.ofMebibytes(64), CaptureMode.STOP));

        RunDocument run = RunJson.read(results.resolve(RunJson.FILE_NAME));
        assertThat(Objects.requireNonNull(run.capture()).mode()).isEqualTo("stop");
        assertThat(run.findings()).isNotEmpty();
        try (Image core = core(run)) {
            assertThat(core.threads()).hasSize(1);
        }
    }

    @Test
    void noCoreIsKeptWhereNoneMayBe() throws IOException {
        CheckOutcome outcome = check(new KeptMemory(OnLeak.CAPTURE, ByteSize.ZERO));

        RunDocument run = RunJson.read(results.resolve(RunJson.FILE_NAME));
        assertThat(outcome.message()).contains("\n  no core: keepCore is 0 B");
        assertThat(run.findings()).isNotEmpty();
        assertThat(run.evidence()).noneMatch(name -> name.startsWith("core"));

        check(KeptMemory.NOTHING);

        run = RunJson.read(results.resolve(RunJson.FILE_NAME));
        assertThat(run.capture()).isNull();
        assertThat(run.evidence()).noneMatch(name -> name.startsWith("dump/"));
        try (var left = Files.list(results.resolve("dump"))) {
            assertThat(left).isEmpty();
        }
    }

    private static long start(String name) {
        Matcher range = Pattern.compile("-([0-9a-f]+)-[0-9a-f]+\\.bin").matcher(name);
        assertThat(range.find()).isTrue();
        return Long.parseUnsignedLong(range.group(1), 16);
    }

    private Image core(RunDocument run) throws IOException {
        String name = Objects.requireNonNull(Objects.requireNonNull(run.capture()).core());
        return CoreFiles.open(results.resolve(name));
    }

    private CheckOutcome check(KeptMemory kept) {
        CheckPlan plan =
                new CheckPlan(
                        1_000,
                        5,
                        100,
                        1,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(20),
                        BytesPerRequest.ZERO);
        NativeService service =
                NativeService.command(
                                "perl",
                                folder.resolve("keeping-service.pl").toString(),
                                "${port}",
                                "" + KEPT)
                        .build();
        return new LeakChecker(new CheckId("A", "b()", "A.b"), service, plan, List.of(), results)
                .keeping(kept)
                .check(load -> load.get("/"));
    }
}
