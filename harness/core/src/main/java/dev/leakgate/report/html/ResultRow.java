package dev.leakgate.report.html;

import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.VisibleText;
import dev.leakgate.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds of one result what a list of many shows; a whole result may be large.
 *
 * @param folder of the result, relative to the index
 * @param growth of the fastest growing region, in bytes per request; null when it was not measured
 * @param footprints at each snapshot
 * @param site the line that allocated what leaks most
 * @param accepted what a baseline holds of the check; null without one
 */
public record ResultRow(
        String folder,
        String testClass,
        String method,
        String name,
        Verdict verdict,
        String headline,
        String text,
        @Nullable Double growth,
        List<Long> footprints,
        @Nullable String site,
        Instant startedAt,
        double seconds,
        @Nullable Accepted accepted) {

    /** Puts the worst first: leaks by their growth, crashes, budgets, what nobody knows, clean. */
    public static final Comparator<ResultRow> WORST_FIRST =
            Comparator.comparing(ResultRow::rank)
                    .thenComparing(row -> row.growth == null ? 0 : -row.growth)
                    .thenComparing(ResultRow::name);

    /**
     * Holds what was accepted of a check.
     *
     * @param growth of the service in bytes per request; null when it was not judged
     * @param peak of its footprint in bytes; null when it was not measured
     */
    public record Accepted(@Nullable Double growth, @Nullable Double peak) {}

    private static final int LONGEST = 300;
    private static final int MOST_TEXT = 20_000;

    /** Copies the list. */
    public ResultRow {
        footprints = List.copyOf(footprints);
    }

    /** Reads a result that lies in a folder, named relative to the index. */
    public static ResultRow of(RunDocument run, String folder) {
        return of(run, folder, null);
    }

    /** Reads a result of which a baseline knows what was accepted. */
    public static ResultRow of(RunDocument run, String folder, @Nullable Accepted accepted) {
        String reason = run.reason() == null ? run.firstLine() : run.reason();
        return new ResultRow(
                folder,
                run.test().className(),
                run.test().method(),
                VisibleText.begin(run.test().displayName(), LONGEST),
                run.verdict(),
                VisibleText.begin(reason, LONGEST),
                VisibleText.begin(String.join("\n", run.message()), MOST_TEXT),
                growth(run),
                run.rounds().stream().map(RoundInfo::footprint).toList(),
                site(run),
                run.session().startedAt(),
                Duration.between(run.session().startedAt(), run.session().endedAt()).toMillis()
                        / 1000.0,
                accepted);
    }

    /** Returns the largest footprint of all snapshots; 0 without any. */
    long peak() {
        return footprints.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Names the check, the same in each build. */
    String check() {
        return testClass + "#" + method;
    }

    private int rank() {
        return switch (verdict) {
            case LEAK -> 0;
            case CRASHED -> 1;
            case OVER_BUDGET -> 2;
            case INCONCLUSIVE -> 3;
            case CLEAN -> 4;
        };
    }

    private static @Nullable Double growth(RunDocument run) {
        Double most = null;
        for (RegionInfo region : run.regions()) {
            GrowthInfo growth = region.growthPerRequest();
            if (growth != null && (most == null || growth.value() > most)) {
                most = growth.value();
            }
        }
        return most;
    }

    private static @Nullable String site(RunDocument run) {
        for (FindingInfo finding : run.findings()) {
            FrameInfo frame = finding.firstLook();
            if (frame != null) {
                return VisibleText.begin(frame.shortName() + " " + frame.place(), LONGEST);
            }
        }
        FrameInfo crashed = run.crash() == null ? null : run.crash().site();
        return crashed == null
                ? null
                : VisibleText.begin(crashed.shortName() + " " + crashed.place(), LONGEST);
    }
}
