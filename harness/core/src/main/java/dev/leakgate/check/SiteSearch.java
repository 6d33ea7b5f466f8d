package dev.leakgate.check;

import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.LoadInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.service.RunningService;
import dev.leakgate.site.SiteChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says what a second run is to find the allocation sites of.
 *
 * @param first the service of the measured run
 * @param measured what came of it
 * @param findings that want a site; may be empty
 * @param begin of the check
 */
record SiteSearch(
        RunningService first, MeasuredParts measured, List<FindingInfo> findings, Instant begin) {

    /** Runs it; empty when there is nothing to run again, and nobody asked by name. */
    Optional<SiteRun.Result> by(SiteRun run, SiteChoice choice) throws InterruptedException {
        if (!first.attached()) {
            return Optional.of(run.run(choice, target()));
        }
        return choice == SiteChoice.AUTO
                ? Optional.empty()
                : Optional.of(
                        new SiteRun.Result(
                                findings,
                                new SiteToolInfo(
                                        null,
                                        null,
                                        null,
                                        null,
                                        "no allocation sites: the service ran before, and only one"
                                                + " that the check launches can run again under a"
                                                + " recorder")));
    }

    private SiteRun.Measured target() {
        RegionInfo fastest = measured.regions().get(0);
        GrowthInfo growth = fastest.growthPerRequest();
        LoadInfo sent = measured.load();
        return new SiteRun.Measured(
                findings,
                fastest.label(),
                growth == null ? 0 : growth.value(),
                sent == null ? 0 : sent.requests(),
                sent == null || sent.intendedRate() != null ? 0 : sent.achievedRate(),
                first.wordSize().orElse(64),
                measured.processes().size() > 1,
                Duration.between(begin, Instant.now()));
    }
}
