package dev.leakgate.report;

import dev.leakgate.report.RegionInfo.LiveInfo;
import dev.leakgate.report.RunDocument.CrashInfo;
import dev.leakgate.report.RunDocument.PointerInfo;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes a check's result as the lines that a failing build prints; the first alone is enough. */
public final class TextReport {

    private static final int MOST_REGIONS = 6;
    private static final int MOST_FRAMES = 8;

    /** Names the page beside {@code run.json} for those who would rather look than read. */
    public static final String PAGE = "report.html";

    /** The folder among the evidence that has the memory of what grew. */
    public static final String DUMPS = "dump/";

    private static final Predicate<String> CORE = name -> name.startsWith("core.");
    private static final String INDENT = "  ";

    private final RunDocument run;
    private final Commands commands;
    private final List<String> lines = new ArrayList<>();

    private TextReport(RunDocument run, Path folder) {
        this.run = run;
        this.commands = new Commands(run, folder);
    }

    /**
     * Writes the lines.
     *
     * @param run its message is not read
     * @param folder where the evidence is
     */
    public static List<String> lines(RunDocument run, Path folder) {
        return new TextReport(run, folder).write();
    }

    private List<String> write() {
        reason();
        whatWasDone();
        budgets();
        lines.addAll(StackLines.of(run));
        lines.addAll(FindingLines.of(run.findings()));
        siteTool();
        regions();
        lines.addAll(SeriesLines.of(run));
        lines.addAll(GrowthLines.of(run));
        crash();
        capture();
        failures();
        Suppressed.lines(run).forEach(line -> lines.add(INDENT + line));
        evidence();
        // Names, logs and heaps may hold what a terminal would obey.
        return lines.stream().map(VisibleText::of).toList();
    }

    private void reason() {
        String reason = run.reason() == null ? "" : ": " + run.reason();
        List<String> parts =
                (run.verdict() + INDENT + run.test().displayName() + reason).lines().toList();
        lines.addAll(parts);
    }

    private void whatWasDone() {
        int rounds = run.rounds().size() - 1;
        if (rounds < 1) {
            return;
        }
        RoundInfo warmUp = run.rounds().get(0);
        long requests = run.rounds().stream().skip(1).mapToLong(RoundInfo::requests).sum();
        StringBuilder line =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%,d %s%s in %d %s%s",
                                requests,
                                word("request", "test"),
                                requests == 1 && watched() ? "" : "s",
                                rounds,
                                word("round", "pass"),
                                rounds == 1 ? "" : watched() ? "es" : "s"));
        if (warmUp.requests() > 0) {
            line.append(String.format(Locale.ROOT, " after %,d to warm up", warmUp.requests()));
        }
        Double detectable = run.minimumDetectable();
        if (detectable != null) {
            line.append("; smallest leak that this run could see: ")
                    .append(new BytesPerRequest(detectable))
                    .append(where(detectable));
        }
        lines.add(INDENT + line);
        LoadInfo load = run.load();
        if (load != null) {
            lines.add(INDENT + "load: " + load.line());
        }
        long noisy = run.rounds().stream().filter(RoundInfo::noisy).count();
        if (noisy > 0) {
            lines.add(
                    INDENT
                            + String.format(
                                    Locale.ROOT,
                                    "%d of %d snapshots were taken while the service was still busy",
                                    noisy,
                                    rounds + 1));
        }
    }

    private boolean watched() {
        return run.watch() != null;
    }

    private String word(String ofCheck, String ofWatch) {
        WatchInfo watch = run.watch();
        return watch == null ? ofCheck : watch.marked() ? ofWatch : "pass";
    }

    /** Says in which region that would be the smallest. */
    private String where(double detectable) {
        return run.regions().stream()
                .filter(region -> Objects.equals(region.minimumDetectable(), detectable))
                .min(
                        Comparator.comparing((RegionInfo region) -> region.live() == null)
                                .thenComparing(region -> !region.kind().equals("heap")))
                .map(
                        region ->
                                (region.live() == null ? " (footprint of " : " (live bytes of ")
                                        + region.label()
                                        + ")")
                .orElse("");
    }

    private void budgets() {
        run.budgets().stream()
                .map(BudgetInfo::result)
                .filter(result -> !Boolean.TRUE.equals(result.met()))
                .forEach(
                        result ->
                                lines.add(
                                        INDENT
                                                + (result.warns() ? "warning " : "budget  ")
                                                + result.name()
                                                + INDENT
                                                + result.comparison()));
    }

    /** The regions that grew, the fastest first. */
    private void regions() {
        if (run.verdict() == Verdict.CLEAN) {
            return;
        }
        List<RegionInfo> grown =
                run.regions().stream().filter(region -> last(region) > first(region)).toList();
        List<RegionInfo> shown = grown.subList(0, Math.min(MOST_REGIONS, grown.size()));
        int width = shown.stream().mapToInt(region -> region.label().length()).max().orElse(0);
        for (RegionInfo region : shown) {
            String sizes = new ByteSize(first(region)) + " → " + new ByteSize(last(region));
            lines.add(
                    (INDENT
                                    + String.format("%-" + width + "s", region.label())
                                    + INDENT
                                    + String.format("%-21s", sizes)
                                    + INDENT
                                    + growth(region))
                            .stripTrailing());
        }
        if (grown.size() > shown.size()) {
            lines.add(
                    INDENT
                            + String.format(
                                    Locale.ROOT,
                                    "and %d more that grew less",
                                    grown.size() - shown.size()));
        }
    }

    /** Returns what was judged: what the program has in use, or else the footprint. */
    private static long first(RegionInfo region) {
        LiveInfo live = region.live();
        return live == null ? region.first() : live.first();
    }

    private static long last(RegionInfo region) {
        LiveInfo live = region.live();
        return live == null ? region.last() : live.last();
    }

    private static String growth(RegionInfo region) {
        GrowthInfo growth = region.growthPerRequest();
        if (growth == null || growth.value() == 0) {
            return "";
        }
        return (growth.value() > 0 ? "+" : "") + new BytesPerRequest(growth.value());
    }

    private void capture() {
        CaptureInfo capture = run.capture();
        if (capture == null) {
            return;
        }
        if (capture.absence() != null) {
            lines.add(INDENT + "no core: " + capture.absence());
        }
        notWhole(capture.losses());
    }

    private void notWhole(List<String> losses) {
        losses.forEach(loss -> lines.add(INDENT + "the core is not whole: " + loss));
    }

    private void siteTool() {
        SiteToolInfo tool = run.siteTool();
        if (tool != null) {
            lines.add(INDENT + "sites   " + tool.sentence());
        }
    }

    private void crash() {
        CrashInfo crash = run.crash();
        if (crash != null) {
            if (crash.diagnosis() != null) {
                lines.add(INDENT + "why     " + crash.diagnosis());
            }
            if (!crash.pointers().isEmpty()) {
                lines.add(INDENT + "thread " + crash.thread() + ": " + pointers(crash.pointers()));
            }
            if (!crash.backtrace().isEmpty()) {
                lines.add(INDENT + "thread " + crash.thread() + " was at:");
                crash.backtrace().stream()
                        .limit(MOST_FRAMES)
                        .forEach(frame -> lines.add(INDENT + INDENT + frame));
            }
            if (!crash.logTail().isEmpty()) {
                lines.add(INDENT + "its last output:");
                crash.logTail().forEach(line -> lines.add(INDENT + INDENT + line));
            }
            if (crash.coreAbsence() != null) {
                lines.add(INDENT + "no core: " + crash.coreAbsence());
            }
            notWhole(crash.coreLosses());
        }
    }

    /** Names the place once where all point into the same. */
    private static String pointers(List<PointerInfo> pointers) {
        boolean together = pointers.stream().map(PointerInfo::place).distinct().count() == 1;
        String each =
                pointers.stream()
                        .map(
                                pointer ->
                                        pointer.register()
                                                + " "
                                                + pointer.address()
                                                + (together ? "" : " " + pointer.place()))
                        .collect(Collectors.joining(together ? ", " : "; "));
        return together ? each + " " + pointers.get(0).place() : each;
    }

    private void failures() {
        LoadInfo load = run.load();
        if (load != null && load.failures() > 0 && run.verdict() != Verdict.INCONCLUSIVE) {
            lines.add(
                    INDENT
                            + String.format(
                                    Locale.ROOT,
                                    "%,d of %,d requests failed",
                                    load.failures(),
                                    load.requests())
                            + (load.firstFailure() == null
                                    ? ""
                                    : "; the first: " + load.firstFailure()));
        }
    }

    private void evidence() {
        if (run.evidence().contains(PAGE)) {
            lines.add(INDENT + "report  " + commands.shown(PAGE));
        }
        lines.add(INDENT + "result  " + commands.shown(RunJson.FILE_NAME));
        List<String> cores = run.evidence().stream().filter(CORE).toList();
        List<String> others =
                run.evidence().stream()
                        .filter(CORE.negate())
                        .filter(name -> !name.equals(PAGE))
                        // Their names have addresses, and there may be many.
                        .map(name -> name.startsWith(DUMPS) ? DUMPS + "*.bin" : name)
                        .distinct()
                        .toList();
        for (String core : cores) {
            String gdb = commands.openCore(core);
            lines.add(
                    INDENT
                            + "core    "
                            + commands.shown(core)
                            + (gdb == null ? "" : " (" + gdb + ")"));
        }
        if (!others.isEmpty()) {
            lines.add(INDENT + "beside  " + String.join("  ", others));
        }
        if (run.test().source() != null) {
            lines.add(INDENT + "spec    " + run.test().source());
        }
        String again = commands.again();
        if (again != null) {
            lines.add(INDENT + "again   " + again);
        }
    }
}
