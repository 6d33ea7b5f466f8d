package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.report.ConsoleText;
import dev.leakgate.report.VisibleText;
import dev.leakgate.service.RunningService;
import dev.leakgate.units.ByteSize;
import dev.leakgate.verdict.Verdict;
import dev.leakgate.watch.LiveView;
import dev.leakgate.watch.LiveView.Row;
import dev.leakgate.watch.LiveWatch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** Looks, shows and waits, until something ends it. */
final class WatchLoop {

    private static final int LEAKS = 1;
    private static final int CRASHED = 4;

    /* How soon Ctrl-C is noticed. */
    private static final Duration GLANCE = Duration.ofMillis(200);

    /**
     * Says what ends the watching, and how it is shown.
     *
     * @param site how long to record allocations; null for not at all
     * @param maxRss null for any
     * @param time null for ever
     */
    record Rules(
            boolean untilLeak,
            boolean capture,
            @Nullable Duration site,
            @Nullable ByteSize maxRss,
            @Nullable Duration time,
            boolean json) {}

    private final LiveWatch watch;
    private final String title;
    private final Rules rules;
    private final Path folder;
    private final Interruption interruption;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Screen screen;
    private final WatchText text;
    private @Nullable LiveView last;
    private boolean explained;

    WatchLoop(
            LiveWatch watch,
            String title,
            Rules rules,
            Path folder,
            Interruption interruption,
            PrintWriter out,
            PrintWriter err) {
        this.watch = watch;
        this.title = title;
        this.rules = rules;
        this.folder = folder;
        this.interruption = interruption;
        this.out = out;
        this.err = err;
        screen = Screen.of(out);
        text = new WatchText(title, watch.judge());
    }

    /** Watches; returns the exit status. */
    int run() throws JsonProcessingException {
        if (!watch.service().attached()) {
            err.println(
                    "leakgate: started "
                            + title
                            + "; its output goes to "
                            + folder.resolve(RunningService.LOG_FILE));
        }
        while (true) {
            if (!watch.look()) {
                // It may have ended just when Ctrl-C came.
                return interruption.came() ? interrupted() : ended();
            }
            LiveView view = watch.view();
            last = view;
            show(view);
            ByteSize limit = rules.maxRss();
            if (limit != null && view.rss() > limit.bytes()) {
                return overBudget(view, limit);
            }
            if (watch.judge().leaks()) {
                explainOnce();
                if (rules.untilLeak()) {
                    return leaks(view);
                }
            }
            if (isTimeOver()) {
                return timeIsOver(view);
            }
            if (!rest()) {
                return interrupted();
            }
        }
    }

    private void show(LiveView view) throws JsonProcessingException {
        if (rules.json()) {
            out.println(WatchJson.of(view, watch.judge().perRequest()));
        } else if (screen.live()) {
            screen.replace(text.table(view));
        } else {
            out.println(ConsoleText.of(text.line(view)));
        }
        out.flush();
    }

    /** Waits for the next look; false when Ctrl-C came. */
    private boolean rest() {
        long until = System.nanoTime() + watch.pause().toNanos();
        boolean over = false;
        while (!over && !interruption.came()) {
            long left = until - System.nanoTime();
            Duration slice = Duration.ofNanos(Math.max(1, Math.min(left, GLANCE.toNanos())));
            over = left <= 0 || watch.service().awaitEnd(slice) || isTimeOver();
        }
        return !interruption.came();
    }

    private boolean isTimeOver() {
        Duration time = rules.time();
        return time != null && watch.elapsed().compareTo(time) >= 0;
    }

    /** Looks closer, once. JSON is for machines: what explains the leak goes beside it. */
    private void explainOnce() {
        Duration site = rules.site();
        if (explained || !(rules.capture() || site != null)) {
            return;
        }
        explained = true;
        screen.print(List.of());
        PrintWriter text = rules.json() ? err : out;
        int pid = watch.largest().pid();
        if (rules.capture()) {
            LeakEvidence.take(pid, folder, text, err);
        }
        if (site != null) {
            SiteEvidence.take(pid, site, interruption::came, text, err);
        }
    }

    private int leaks(LiveView view) throws JsonProcessingException {
        String what = view.leaks().stream().map(text::grows).collect(Collectors.joining("; "));
        return end(
                Verdict.LEAK.name(),
                what
                        + String.format(
                                Locale.ROOT,
                                ", over %s and %,d looks",
                                WatchText.time(view.elapsed()),
                                view.looks()),
                LEAKS);
    }

    private int overBudget(LiveView view, ByteSize limit) throws JsonProcessingException {
        explainOnce();
        return end(
                Verdict.OVER_BUDGET.name(),
                new ByteSize(view.rss()) + " are resident, allowed " + limit,
                LEAKS);
    }

    private int timeIsOver(LiveView view) throws JsonProcessingException {
        if (!rules.untilLeak()) {
            return end(null, "", ExitCode.OK);
        }
        if (watch.judge().tests() == 0) {
            return end(
                    Verdict.INCONCLUSIVE.name(),
                    "too few looks to tell: "
                            + view.looks()
                            + " in "
                            + WatchText.time(view.elapsed())
                            + "; watch for longer, --for "
                            + Math.max(30, 4 * view.elapsed().toSeconds())
                            + "s",
                    Leakgate.NOT_PERMITTED);
        }
        if (!watch.judge().unsettled().isEmpty()) {
            return end(
                    Verdict.INCONCLUSIVE.name(),
                    text.unsettled() + " has not settled; watch for longer",
                    Leakgate.NOT_PERMITTED);
        }
        return end(Verdict.CLEAN.name(), "nothing grows steadily" + smallest(view), ExitCode.OK);
    }

    /** Says how blind it was, of the region that has most. */
    private String smallest(LiveView view) {
        return view.rows().stream()
                .filter(Row::bytes)
                .max(Comparator.comparingLong(Row::level))
                .flatMap(
                        row ->
                                watch.judge()
                                        .smallest(row.name())
                                        .map(
                                                least ->
                                                        "; smallest growth of "
                                                                + VisibleText.of(row.name())
                                                                + " that this could see: "
                                                                + new ByteSize(Math.round(least))
                                                                + (watch.judge().perRequest()
                                                                        ? " per request"
                                                                        : "/s")))
                .orElse("");
    }

    private int ended() throws JsonProcessingException {
        Optional<ExitStatus> status = watch.service().exitStatus();
        String what = watch.service().ended("after " + WatchText.time(watch.elapsed()));
        boolean crashed = status.filter(ExitStatus.Signalled.class::isInstance).isPresent();
        if (!rules.untilLeak()) {
            return end(null, what, ExitCode.OK);
        }
        return crashed
                ? end(Verdict.CRASHED.name(), what, CRASHED)
                : end(Verdict.INCONCLUSIVE.name(), what, Leakgate.NOT_PERMITTED);
    }

    private int interrupted() throws JsonProcessingException {
        return end(
                null,
                watch.service().attached()
                        ? "interrupted; " + title + " goes on"
                        : "interrupted; " + title + " is stopped",
                ExitCode.OK);
    }

    private int end(@Nullable String verdict, String what, int status)
            throws JsonProcessingException {
        if (rules.json()) {
            if (verdict != null) {
                out.println(WatchJson.end(verdict, what));
            } else if (!what.isEmpty()) {
                err.println("leakgate: " + what);
            }
        } else {
            screen.print(last == null ? List.of() : text.table(last));
            if (!what.isEmpty()) {
                out.println(
                        ConsoleText.of(
                                verdict == null ? what : verdict + "  " + title + ": " + what));
            }
        }
        out.flush();
        return status;
    }
}
