package dev.leakgate.check;

import dev.leakgate.load.LoadBlock;
import dev.leakgate.load.LoadToolException;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import dev.leakgate.service.ServiceException;
import dev.leakgate.site.AllocationRecorder;
import dev.leakgate.site.AllocationSite;
import dev.leakgate.site.Recorders;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.site.SiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a service that leaks a second time, with fewer of the same requests, under a tool that
 * records allocations, and gives the findings the calls that allocated their objects. The measured
 * run knows nothing of it: it was over before.
 */
final class SiteRun {

    /** The folder within that of the check. */
    static final String FOLDER = "site";

    /** The file in it that pprof reads. */
    static final String PPROF = FOLDER + "/unfreed.pprof.txt";

    /* So many lost objects tell the line that loses them; fewer requests than this tell little. */
    private static final int ENOUGH_OBJECTS = 100;
    private static final int FEWEST_REQUESTS = 200;
    private static final Duration LEAST_TIME = Duration.ofSeconds(20);

    private final NativeService service;
    private final CheckPlan plan;
    private final RepeatableLoad load;
    private final Path folder;

    SiteRun(NativeService service, CheckPlan plan, RepeatableLoad load, Path folder) {
        this.service = service;
        this.plan = plan;
        this.load = load;
        this.folder = folder.toAbsolutePath();
    }

    /** Holds the findings with their sites, and what recorded them. */
    record Result(List<FindingInfo> findings, SiteToolInfo tool) {}

    /**
     * Says what the measured run came to.
     *
     * @param findings that want a site; may be empty
     * @param region that grows fastest
     * @param bytesPerRequest that it gains
     * @param requests of the measured rounds
     * @param rate requests per second then; 0 when it says nothing of the service
     * @param took how long the check has taken
     */
    record Measured(
            List<FindingInfo> findings,
            @Nullable String region,
            double bytesPerRequest,
            long requests,
            double rate,
            int wordSize,
            boolean children,
            Duration took) {}

    /** Runs the service again; whatever goes wrong, the findings stay, and it says what did. */
    Result run(SiteChoice choice, Measured measured) throws InterruptedException {
        AllocationRecorder recorder;
        try {
            recorder = Recorders.find(choice, measured.wordSize(), measured.children());
        } catch (SiteException none) {
            return without(measured, null, null, null, String.valueOf(none.getMessage()));
        }
        Path site = folder.resolve(FOLDER);
        long wanted = requests(measured);
        Long sent = null;
        Double slowdown = null;
        try {
            Files.createDirectories(site);
            Duration left =
                    Duration.ofNanos(Math.max(LEAST_TIME.toNanos(), 2 * measured.took().toNanos()));
            try (RunningService running =
                    RunningService.launch(recorder.recorded(service, site), site)) {
                LoadBlock block = load.send(running, plan, site, wanted, left);
                sent = block.requests();
                slowdown = slowdown(measured.rate(), block);
            }
            List<AllocationSite> sites = recorder.read(site, left);
            CollapsedStacks.write(folder.resolve(SiteToolInfo.STACKS), sites);
            PprofText.write(folder.resolve(PPROF), sites);
            SiteMatch match = new SiteMatch(sites, sent, measured.wordSize());
            List<FindingInfo> placed = match.place(measured);
            boolean all = placed.stream().anyMatch(each -> !each.site().isEmpty());
            return new Result(
                    placed,
                    new SiteToolInfo(
                            recorder.name(),
                            recorder.version(),
                            sent,
                            slowdown,
                            all ? null : "no stack that it recorded fits what leaks"));
        } catch (SiteException | ServiceException | LoadToolException | IOException failed) {
            return without(measured, recorder, sent, slowdown, firstLine(failed));
        }
    }

    private static String firstLine(Exception failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse(failed.toString());
    }

    private static Result without(
            Measured measured,
            @Nullable AllocationRecorder recorder,
            @Nullable Long sent,
            @Nullable Double slowdown,
            String why) {
        return new Result(
                measured.findings(),
                new SiteToolInfo(
                        recorder == null ? null : recorder.name(),
                        recorder == null ? null : recorder.version(),
                        sent,
                        slowdown,
                        why));
    }

    /** Enough for the rarest of the worst findings, and no more than were measured. */
    private static long requests(Measured measured) {
        double rarest =
                measured.findings().stream()
                        .limit(3)
                        .map(FindingInfo::perRequest)
                        .filter(each -> each != null && each > 0)
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElse(0.2);
        double wanted = Math.max(FEWEST_REQUESTS, ENOUGH_OBJECTS / rarest);
        return Math.min(Math.max(1, measured.requests()), Math.round(wanted));
    }

    private static @Nullable Double slowdown(double rate, LoadBlock block) {
        double seconds = block.wallTime().toNanos() / 1e9;
        double times = rate * seconds / Math.max(1, block.requests());
        // Fewer requests, all at once: on a fast service that alone outweighs the tool.
        return times < 1 ? null : Math.round(100 * times) / 100.0;
    }
}
