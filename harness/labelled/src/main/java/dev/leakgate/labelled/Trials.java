package dev.leakgate.labelled;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.KeptMemory;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunJson;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs checks, as a user's test would, and keeps the evidence of each. */
final class Trials {

    private static final int ROUNDS = 8;
    private static final Duration TIME_CAP = Duration.ofMinutes(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Regions whose live bytes are counted: what the program allocates is in one of them. */
    private static final Set<String> HEAPS = Set.of("heap", "arenas", "large allocations");

    private final Path folder;

    /**
     * Prepares.
     *
     * @param folder gets a folder for each run
     */
    Trials(Path folder) {
        this.folder = folder;
    }

    /** Runs a service once; what goes wrong with it is a result too, and ends no campaign. */
    Trial run(Subject subject, int number) {
        try {
            return judged(subject, number);
        } catch (IOException | RuntimeException cause) {
            return Trial.failed(subject, number, cause);
        }
    }

    private Trial judged(Subject subject, int number) throws IOException {
        Path own = folder.resolve(subject.name()).resolve(Integer.toString(number));
        Folders.delete(own);
        Path work = Files.createDirectories(own.resolve("work"));
        try {
            Session session = subject.setup().prepare(work);
            try (session) {
                return judged(subject, number, session, own);
            }
        } finally {
            Folders.delete(work);
        }
    }

    private static Trial judged(Subject subject, int number, Session session, Path own)
            throws IOException {
        Subject.Pace pace = subject.pace();
        LeakChecker checker =
                new LeakChecker(
                                new CheckId("labelled", subject.name(), subject.name()),
                                session.service(),
                                plan(pace),
                                List.of(),
                                own)
                        .keeping(KeptMemory.NOTHING);
        TruthMeter meter = TruthMeter.of(subject, session);
        CheckOutcome outcome = check(checker, session.traffic(), pace, meter);
        RunDocument document = read(own);
        return new Trial(
                subject,
                number,
                outcome.verdict(),
                outcome.message().lines().findFirst().orElse(""),
                seconds(document),
                meter.bytesPerRequest(),
                estimate(document));
    }

    private static CheckOutcome check(
            LeakChecker checker, Traffic traffic, Subject.Pace pace, TruthMeter meter) {
        if (traffic instanceof Traffic.Requests requests) {
            return checker.check(meter.counting(requests.method()));
        }
        Traffic.Tool tool = (Traffic.Tool) traffic;
        return checker.checkOwnRounds(
                run ->
                        run.warmUp(pace.warmUp(), tool.load())
                                .rounds(tool.rounds(), pace.requestsPerRound(), tool.load()));
    }

    static CheckPlan plan(Subject.Pace pace) {
        return new CheckPlan(
                pace.warmUp(),
                ROUNDS,
                pace.requestsPerRound(),
                pace.concurrency(),
                TIME_CAP,
                REQUEST_TIMEOUT,
                BytesPerRequest.ZERO);
    }

    private static RunDocument read(Path folder) throws IOException {
        try {
            return RunJson.read(folder.resolve(RunJson.FILE_NAME));
        } catch (RunFileException unreadable) {
            throw new IOException(unreadable);
        }
    }

    private static double seconds(RunDocument document) {
        List<RoundInfo> rounds = document.rounds();
        return rounds.isEmpty() ? Double.NaN : rounds.get(rounds.size() - 1).atMillis() / 1_000;
    }

    private static double estimate(RunDocument document) {
        Set<String> leaking = new HashSet<>();
        for (RegionInfo region : document.regions()) {
            if (GrowthOutcome.GROWING.name().equals(region.outcome())
                    && HEAPS.contains(region.kind())) {
                leaking.add(process(region));
            }
        }
        double sum = 0;
        boolean any = false;
        for (RegionInfo region : document.regions()) {
            GrowthInfo growth = region.growthPerRequest();
            boolean grows = GrowthOutcome.GROWING.name().equals(region.outcome());
            // A leak may be spread over the arenas of a process, and be clear in one of them only.
            if (growth != null && (grows || isHeapOf(region, leaking))) {
                sum += growth.value();
            }
            any |= growth != null && grows;
        }
        return any ? sum : Double.NaN;
    }

    private static boolean isHeapOf(RegionInfo region, Set<String> processes) {
        return HEAPS.contains(region.kind()) && processes.contains(process(region));
    }

    private static String process(RegionInfo region) {
        return region.process() == null ? "" : region.process();
    }
}
