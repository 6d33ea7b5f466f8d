package dev.leakgate.report.html;

import dev.leakgate.report.BudgetInfo;
import dev.leakgate.report.Commands;
import dev.leakgate.report.DecompositionInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.CrashInfo;
import dev.leakgate.report.SeriesInfo;
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.report.SuppressionInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what the page of one check shows. */
record ReportPage(
        RunDocument run,
        Commands commands,
        List<FindingView> findings,
        List<FirstLook.Fact> facts,
        Footprints footprints,
        Curve curve,
        Optional<Increments> increments,
        Optional<SpaceMap> space,
        Optional<FlameGraph> flame) {

    private static final int MOST_FINDINGS = 50;
    private static final int MOST_REGIONS = 400;
    private static final int MOST_LOG_LINES = 40;
    private static final int MOST_LINES = 300;
    private static final int MOST_FILES = 100;

    static ReportPage of(RunDocument run, Path folder) {
        List<FindingView> findings = new ArrayList<>();
        run.findings().stream()
                .limit(MOST_FINDINGS)
                .forEach(each -> findings.add(new FindingView(findings.size() + 1, each)));
        Footprints footprints = Footprints.of(run);
        return new ReportPage(
                run,
                new Commands(run, folder),
                findings,
                FirstLook.of(run, findings),
                footprints,
                Curve.of(footprints),
                Increments.of(run),
                SpaceMap.of(run),
                FlameGraph.of(run, folder));
    }

    String name() {
        return Show.text(run.test().displayName());
    }

    /** The first line without the verdict and the name, which stand beside it. */
    String headline() {
        String reason = run.reason();
        return reason == null ? Show.word(run.verdict().name()) : Show.text(reason);
    }

    /** Writes {@code 4,000 requests in 8 rounds after 500 to warm up}. */
    String done() {
        int rounds = run.rounds().size() - 1;
        if (rounds < 1) {
            return "No round was measured.";
        }
        long requests = run.rounds().stream().skip(1).mapToLong(RoundInfo::requests).sum();
        long warmUp = run.rounds().get(0).requests();
        return String.format(
                Locale.ROOT,
                "%,d requests in %d round%s%s",
                requests,
                rounds,
                rounds == 1 ? "" : "s",
                warmUp > 0 ? String.format(Locale.ROOT, " after %,d to warm up", warmUp) : "");
    }

    boolean hasCurve() {
        return !curve.areas().isEmpty();
    }

    /** Tells who cannot see the curve what it shows. */
    String curveInWords() {
        long first = run.rounds().get(0).footprint();
        long last = run.rounds().get(run.rounds().size() - 1).footprint();
        return "Footprint by region over requests: from "
                + Show.bytes(first)
                + " to "
                + Show.bytes(last);
    }

    String chartData() {
        return ChartData.of(run, footprints);
    }

    List<RegionInfo> regions() {
        return cut(run.regions(), MOST_REGIONS);
    }

    /** The parts of the growth, in the words of the text report. */
    Map<String, Long> parts() {
        Map<String, Long> parts = new LinkedHashMap<>();
        DecompositionInfo all = run.decomposition();
        if (all != null) {
            put(parts, "in use by the program", all.live());
            put(parts, "free but kept by malloc", all.retained());
            put(parts, "heap", all.heap());
            put(parts, "threads' arenas", all.threadArenas());
            put(parts, "large allocations", all.largeAllocations());
            put(parts, "stacks", all.stacks());
            put(parts, "shared memory", all.shared());
            put(parts, "files", all.files());
            put(parts, "other", all.other());
        }
        return parts;
    }

    private static void put(Map<String, Long> parts, String name, @Nullable Long bytes) {
        if (bytes != null && bytes != 0) {
            parts.put(name, bytes);
        }
    }

    /** Leaves out what there was none of. */
    Map<String, SeriesInfo> series() {
        Map<String, SeriesInfo> shown = new LinkedHashMap<>();
        run.series()
                .forEach(
                        (name, series) -> {
                            boolean any = series.levels().stream().anyMatch(level -> level != 0);
                            if (any && shown.size() < MOST_REGIONS) {
                                shown.put(name, series);
                            }
                        });
        return shown;
    }

    static String figure(BudgetInfo budget, double value) {
        return switch (budget.unit()) {
            case "B/request", "count/request" -> Show.perRequest(value, budget.unit());
            default -> Show.level(Math.round(value), budget.unit());
        };
    }

    List<String> backtrace() {
        CrashInfo crash = run.crash();
        return crash == null
                ? List.of()
                : crash.backtrace().stream().limit(MOST_LOG_LINES).toList();
    }

    List<String> logTail() {
        CrashInfo crash = run.crash();
        if (crash == null) {
            return List.of();
        }
        List<String> all = crash.logTail();
        return all.subList(Math.max(0, all.size() - MOST_LOG_LINES), all.size());
    }

    /** The text report; a usual one is far shorter. */
    List<String> message() {
        return cut(run.message(), MOST_LINES);
    }

    List<String> evidence() {
        return cut(run.evidence(), MOST_FILES);
    }

    /** Names how many of a list are only in the result. */
    static String more(List<?> all, List<?> shown) {
        int left = all.size() - shown.size();
        return left == 0 ? "" : "and " + Show.count((long) left) + " more in run.json";
    }

    List<BudgetInfo> budgets() {
        return cut(run.budgets(), MOST_REGIONS);
    }

    List<SuppressionInfo> suppressions() {
        return cut(run.suppressions(), MOST_REGIONS);
    }

    private static <T> List<T> cut(List<T> all, int most) {
        return all.subList(0, Math.min(most, all.size()));
    }

    /** Says in one sentence what recorded the sites; null when nothing was to. */
    @Nullable String siteTool() {
        SiteToolInfo tool = run.siteTool();
        return tool == null ? null : tool.sentence();
    }

    String when() {
        return run.session().startedAt().truncatedTo(ChronoUnit.SECONDS)
                + ", took "
                + Show.number(
                        Duration.between(run.session().startedAt(), run.session().endedAt())
                                        .toMillis()
                                / 1000.0)
                + " s";
    }

    /**
     * Returns the cores among the evidence with the commands that open them; gdb's may be absent.
     */
    Map<String, String> cores() {
        Map<String, String> cores = new LinkedHashMap<>();
        for (String name : run.evidence()) {
            if (name.startsWith("core.")) {
                String gdb = commands.openCore(name);
                cores.put(name, gdb == null ? "leakgate map " + commands.shown(name) : gdb);
            }
        }
        return cores;
    }

    /** Returns what would let this growth pass, for who has a reason. */
    @Nullable String suppression() {
        return run.regions().stream()
                .filter(RegionInfo::isGrowing)
                .findFirst()
                .map(
                        region ->
                                "suppressions:\n  - pattern: \""
                                        + region.label().replace("\\", "\\\\").replace("\"", "\\\"")
                                        + "\"\n    reason: why it may grow\n    owner: who answers"
                                        + " for it\n    expires: the last day, as 2027-01-31\n")
                .orElse(null);
    }
}
