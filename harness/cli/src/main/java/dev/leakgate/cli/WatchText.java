package dev.leakgate.cli;

import dev.leakgate.linux.MemoryGroup;
import dev.leakgate.report.Sparkline;
import dev.leakgate.report.VisibleText;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import dev.leakgate.watch.LeakRate;
import dev.leakgate.watch.LiveJudge;
import dev.leakgate.watch.LiveView;
import dev.leakgate.watch.LiveView.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what is watched for people. */
final class WatchText {

    private static final int BARS = 24;
    private static final int MOST_REGIONS = 8;

    private final String title;
    private final LiveJudge judge;

    /**
     * Prepares.
     *
     * @param title {@code process 4711, gateway}
     */
    WatchText(String title, LiveJudge judge) {
        this.title = title;
        this.judge = judge;
    }

    /** Prints a table of what there is, the fastest growing first. */
    List<String> table(LiveView view) {
        boolean counted = view.requests() >= 0;
        List<String> lines = new ArrayList<>();
        lines.add(head(view));
        lines.add(
                row(
                        counted,
                        Marks.NONE,
                        "footprint",
                        "rss",
                        "per second",
                        "per request",
                        "",
                        "region"));
        List<Row> regions = worthALine(view, true);
        int left = regions.size() - Math.min(MOST_REGIONS, regions.size());
        regions.subList(0, regions.size() - left).forEach(row -> lines.add(row(counted, row)));
        if (left > 0) {
            lines.add("  and " + left + " regions more, which neither grow faster nor are larger");
        }
        worthALine(view, false).forEach(row -> lines.add(row(counted, row)));
        lines.addAll(state(view));
        return lines;
    }

    /** What never had anything is not shown. */
    private static List<Row> worthALine(LiveView view, boolean regions) {
        return view.rows().stream()
                .filter(row -> row.bytes() == regions)
                .filter(row -> row.level() > 0 || row.perSecond() != 0)
                .toList();
    }

    private String row(boolean counted, Row row) {
        return row(
                counted,
                row.leak() == null ? Marks.NONE : Marks.LEAK,
                row.bytes() ? size(row.level()) : count(row.level()),
                row.bytes() ? size(row.rss()) : "",
                perSecond(row),
                perRequest(row),
                bars(row.levels()),
                VisibleText.of(row.name()));
    }

    private String head(LiveView view) {
        String requests =
                view.requests() < 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; %,d requests, %,.0f/s",
                                view.requests(),
                                view.requestsPerSecond());
        return String.format(
                Locale.ROOT,
                "%s  %s%s  footprint %s %s, rss %s%s",
                time(view.elapsed()),
                title,
                view.processes().size() > 1
                        ? " and " + (view.processes().size() - 1) + " more"
                        : "",
                size(view.footprint()),
                RateText.perSecond(view.perSecond()),
                size(view.rss()),
                requests);
    }

    private static String row(
            boolean counted,
            String mark,
            String level,
            String rss,
            String perSecond,
            String perRequest,
            String bars,
            String name) {
        return String.format(
                        "%s%10s %10s %13s%s  %-" + BARS + "s  %s",
                        mark,
                        level,
                        rss,
                        perSecond,
                        counted ? String.format(" %12s", perRequest) : "",
                        bars,
                        name)
                .stripTrailing();
    }

    private List<String> state(LiveView view) {
        List<String> lines = new ArrayList<>();
        group(view).ifPresent(group -> lines.add("  control group " + group));
        view.leaks().forEach(row -> lines.add(Marks.LEAK + grows(row)));
        if (!view.interruption().isEmpty()) {
            lines.add("  " + VisibleText.of(view.interruption()));
        }
        if (!view.trouble().isEmpty()) {
            lines.add("  requests are not counted: " + VisibleText.of(view.trouble()));
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  %,d looks, %.1f %% of a core; %s",
                        view.looks(),
                        100 * view.share(),
                        judged()));
        return lines;
    }

    /** What limits the first process limits the service, as a rule. */
    static Optional<MemoryGroup> group(LiveView view) {
        return view.processes().stream()
                .findFirst()
                .flatMap(process -> MemoryGroup.of(process.pid()))
                .filter(group -> group.limit().isPresent() || group.kills() > 0);
    }

    private String judged() {
        if (judge.tests() == 0) {
            return "too few looks yet to tell whether it leaks";
        }
        return judge.leaks()
                ? "it leaks"
                : judge.unsettled().isEmpty()
                        ? "nothing grows steadily"
                        : "not settled: " + unsettled();
    }

    /** Names what may grow. */
    String unsettled() {
        return VisibleText.of(
                judge.unsettled().stream().limit(3).collect(Collectors.joining(", ")));
    }

    /** Prints one line for a file, {@code 00:12 footprint 28.9 MiB +440 KiB/s …}. */
    String line(LiveView view) {
        Map<String, Long> counts = new LinkedHashMap<>();
        worthALine(view, false)
                .forEach(
                        row ->
                                counts.merge(
                                        row.name().split(" \\(", 2)[0], row.level(), Long::sum));
        StringBuilder text = new StringBuilder(head(view));
        counts.forEach((name, level) -> text.append("  ").append(name).append(' ').append(level));
        String fastest =
                view.rows().stream()
                        .filter(row -> row.bytes() && row.perSecond() >= 1)
                        .findFirst()
                        .map(row -> "  fastest " + row.name() + " " + perSecond(row))
                        .orElse("");
        group(view).ifPresent(group -> text.append("  control group ").append(group));
        String leak = view.leaks().stream().findFirst().map(row -> "  LEAK").orElse("");
        return VisibleText.of(text.append(fastest).append(leak).toString());
    }

    /** Says what leaks, {@code heap grows 440 KiB/s (95 % 438 KiB–442 KiB)}. */
    String grows(Row row) {
        LeakRate rate = row.leak();
        if (rate == null) {
            throw new IllegalArgumentException(row + " does not leak");
        }
        return VisibleText.of(row.name()) + (row.bytes() ? " grows " : " grow ") + rate(row, rate);
    }

    private String rate(Row row, LeakRate rate) {
        if (row.bytes()) {
            String requests =
                    row.perRequest() == null ? "" : ", " + perRequest(row) + " per request";
            return judge.perRequest()
                    ? RateText.perRequest(rate) + ", " + perSecond(row)
                    : RateText.perSecond(rate) + requests;
        }
        String unit = judge.perRequest() ? " per request" : "/s";
        return String.format(
                Locale.ROOT,
                "%s%s (95 %% %s–%s)",
                new CountPerRequest(rate.value()).number(),
                unit,
                new CountPerRequest(rate.low()).number(),
                new CountPerRequest(rate.high()).number());
    }

    private static String perSecond(Row row) {
        if (row.bytes()) {
            return RateText.perSecond(row.perSecond());
        }
        return row.perSecond() == 0
                ? "–"
                : (row.perSecond() > 0 ? "+" : "")
                        + new CountPerRequest(row.perSecond()).number()
                        + "/s";
    }

    private static String perRequest(Row row) {
        Double rate = row.perRequest();
        if (rate == null || rate == 0) {
            return rate == null ? "" : "–";
        }
        return row.bytes()
                ? new BytesPerRequest(rate).number() + " B"
                : new CountPerRequest(rate).number();
    }

    private static String bars(List<Long> levels) {
        int step = Math.max(1, (levels.size() + BARS - 1) / BARS);
        List<Long> shown = new ArrayList<>();
        for (int i = (levels.size() - 1) % step; i < levels.size(); i += step) {
            shown.add(levels.get(i));
        }
        return Sparkline.of(shown);
    }

    private static String size(long bytes) {
        return new ByteSize(bytes).toString();
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Prints {@code 00:12}, {@code 1:00:12}. */
    static String time(Duration elapsed) {
        long seconds = elapsed.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }
}
