package dev.leakgate.doctor;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.linux.Tools;
import dev.leakgate.load.Connections;
import dev.leakgate.load.LoadShape;
import dev.leakgate.recording.MeasuringLock;
import dev.leakgate.report.CaptureInfo;
import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.ServiceException;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs checks of a service whose truth is known, from launch to report: one keeps 1,000 bytes of
 * each request and must be found, its twin keeps nothing and must not.
 */
final class SelfTest {

    /** What the service keeps of each request. */
    static final int KEPT = 1000;

    private static final String PROGRAM = "keeping-service.pl";

    /* The string, its header and malloc's; a little above what is kept, and never below. */
    private static final double MOST = 1.3 * KEPT;

    private static final Duration LOCK_WAIT = Duration.ofSeconds(4);

    private final Path folder;
    private final Path perl;

    private SelfTest(Path folder, Path perl) {
        this.folder = folder;
        this.perl = perl;
    }

    /** Runs both; says what was seen and what it cost. */
    static List<Finding> run() {
        Optional<Path> perl = Tools.find("perl");
        if (perl.isEmpty()) {
            return List.of(
                    Finding.limited(
                            "self-test",
                            "not run: its service is a Perl program, and perl is not in PATH",
                            "apt-get install perl-base"));
        }
        try (MeasuringLock lock = MeasuringLock.acquire(LOCK_WAIT)) {
            if (lock == null) {
                return List.of(
                        Finding.limited(
                                "self-test",
                                "not run: another check measures on this machine",
                                "run it again when that one is done"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.limited("self-test", "interrupted", "run it again"));
        } catch (IllegalStateException unusable) {
            return List.of(notRun(unusable));
        }
        return runIn(perl.get());
    }

    private static List<Finding> runIn(Path perl) {
        try {
            Path folder = Files.createTempDirectory("leakgate-doctor");
            try {
                return new SelfTest(folder, perl).both();
            } finally {
                delete(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            return List.of(notRun(e));
        }
    }

    private static Finding notRun(Exception cause) {
        return Finding.broken(
                "self-test", "it cannot run: " + cause.getMessage(), "make /tmp writable");
    }

    private List<Finding> both() throws IOException {
        try (InputStream program = SelfTest.class.getResourceAsStream(PROGRAM)) {
            Files.copy(Objects.requireNonNull(program, PROGRAM), folder.resolve(PROGRAM));
        }
        try {
            RunDocument leaking = check("leaking", KEPT);
            RunDocument healthy = check("healthy", 0);
            return List.of(judge(leaking, healthy), capture(leaking));
        } catch (ServiceException notStarted) {
            return List.of(
                    Finding.broken(
                            "self-test",
                            firstLine(String.valueOf(notStarted.getMessage())),
                            "see that programs may be started and listen on 127.0.0.1"));
        }
    }

    private RunDocument check(String name, int bytes) throws RunFileException {
        NativeService service =
                NativeService.command(
                                perl.toString(),
                                folder.resolve(PROGRAM).toString(),
                                "${port}",
                                Integer.toString(bytes))
                        .readyWithin(Duration.ofSeconds(15))
                        .stopWithin(Duration.ofSeconds(1))
                        .build();
        CheckPlan plan =
                new CheckPlan(
                        100,
                        6,
                        50,
                        1,
                        new LoadShape(0, Connections.NEW_EACH_REQUEST),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        BytesPerRequest.ZERO,
                        null);
        Path results = folder.resolve(name);
        CheckOutcome unused =
                new LeakChecker(
                                new CheckId("SelfTest", name, "self-test"),
                                service,
                                plan,
                                List.of(),
                                results)
                        .check(load -> load.get("/"));
        return RunJson.read(results.resolve(RunJson.FILE_NAME));
    }

    /** Says whether the verdicts are the true ones. */
    static Finding judge(RunDocument leaking, RunDocument healthy) {
        double grown = growth(leaking);
        if (leaking.verdict() != Verdict.LEAK || grown < KEPT || grown > MOST) {
            return Finding.broken(
                    "self-test",
                    String.format(
                            Locale.ROOT,
                            "a service that keeps %,d B of each request was called: %s",
                            KEPT,
                            leaking.firstLine()),
                    remedy(leaking));
        }
        if (healthy.verdict() == Verdict.LEAK) {
            return Finding.broken(
                    "self-test",
                    "a service that keeps nothing was called: " + healthy.firstLine(),
                    "report it, with leakgate doctor --json");
        }
        String known =
                String.format(
                        Locale.ROOT,
                        "a leak of %,d B per request was seen as %s, its healthy twin called %s",
                        KEPT,
                        new BytesPerRequest(grown),
                        healthy.verdict());
        return healthy.verdict() == Verdict.CLEAN
                ? Finding.ok("self-test", known)
                : Finding.limited("self-test", known, String.valueOf(healthy.reason()));
    }

    private static String remedy(RunDocument run) {
        return run.verdict() == Verdict.INCONCLUSIVE
                ? String.valueOf(run.reason())
                : "report it, with leakgate doctor --json";
    }

    private static double growth(RunDocument run) {
        return run.regions().stream()
                .filter(region -> region.kind().equals("heap"))
                .map(RegionInfo::growthPerRequest)
                .filter(Objects::nonNull)
                .mapToDouble(GrowthInfo::value)
                .max()
                .orElse(0);
    }

    static Finding capture(RunDocument leaking) {
        CaptureInfo capture = leaking.capture();
        Double pause = capture == null ? null : capture.pauseMillis();
        if (capture == null || pause == null) {
            return Finding.limited(
                    "capture",
                    "the leaking service could not be frozen: no core, no explanation of a leak",
                    capture == null ? "see the self-test" : String.valueOf(capture.absence()));
        }
        return Finding.ok(
                "capture",
                String.format(
                        Locale.ROOT,
                        "a core by %s, for which the service stood for %.1f ms",
                        capture.mode(),
                        pause));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
