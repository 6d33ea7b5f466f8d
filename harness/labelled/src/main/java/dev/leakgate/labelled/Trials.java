package dev.leakgate.labelled;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.GrowthInfo;
import dev.leakgate.report.RunDocument.RegionInfo;
import dev.leakgate.report.RunDocument.RoundInfo;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunJson;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs checks, as a user's test would, and keeps the evidence of each. */
final class Trials {

    private static final int ROUNDS = 8;
    private static final Duration TIME_CAP = Duration.ofMinutes(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final Path folder;

    /**
     * Prepares.
     *
     * @param folder gets a folder for each run
     */
    Trials(Path folder) {
        this.folder = folder;
    }

    Trial run(Subject subject, int number) throws IOException {
        Path own = folder.resolve(subject.name()).resolve(Integer.toString(number));
        Files.createDirectories(own);
        Session session = subject.setup().prepare(own);
        TruthMeter meter = TruthMeter.of(subject, session);
        LeakChecker checker =
                new LeakChecker(
                        new CheckId("labelled", subject.name(), subject.name()),
                        session.service(),
                        plan(subject.pace()),
                        List.of(),
                        own);
        CheckOutcome outcome = checker.check(meter);
        RunDocument document = read(own);
        return new Trial(
                subject,
                outcome.verdict(),
                outcome.message().lines().findFirst().orElse(""),
                seconds(document),
                meter.bytesPerRequest(),
                estimate(document));
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
        double sum = 0;
        boolean any = false;
        for (RegionInfo region : document.regions()) {
            GrowthInfo growth = region.growthPerRequest();
            if (growth != null && GrowthOutcome.GROWING.name().equals(region.outcome())) {
                sum += growth.value();
                any = true;
            }
        }
        return any ? sum : Double.NaN;
    }
}
