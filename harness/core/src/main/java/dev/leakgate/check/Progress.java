package dev.leakgate.check;

import dev.leakgate.load.LoadReport;
import java.time.Duration;
import java.util.Locale;

/** Keeps how far a run is: what was sent, in which round, and how much time is left. */
final class Progress {

    private final CheckPlan plan;
    private final long deadline;
    private LoadReport warmUp = LoadReport.NONE;
    private LoadReport load = LoadReport.NONE;
    private int planned;
    private int rounds;

    /**
     * Begins a run.
     *
     * @param deadline when it has to end, by {@link System#nanoTime}
     */
    Progress(CheckPlan plan, long deadline) {
        this.plan = plan;
        this.deadline = deadline;
    }

    void plan(int rounds) {
        planned = rounds;
    }

    void planOneMore() {
        planned++;
    }

    void nextRound() {
        rounds++;
    }

    void warmedUp(LoadReport report) {
        warmUp = report;
    }

    void loaded(LoadReport report) {
        load = report;
    }

    /** Returns what was sent to warm up. */
    LoadReport warmUp() {
        return warmUp;
    }

    /** Returns what was sent in all rounds. */
    LoadReport load() {
        return load;
    }

    /** Returns how many rounds were begun. */
    int rounds() {
        return rounds;
    }

    /** Returns the requests of the warm-up and of all rounds. */
    long requests() {
        return warmUp.requests() + load.requests();
    }

    long deadline() {
        return deadline;
    }

    Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    /** Says at which point of the run we are. */
    String where() {
        return rounds == 0 ? "while it was warmed up" : "in round " + rounds + " of " + planned;
    }

    /** Returns what to throw when the time is over. */
    StoppedException timeIsOver() {
        return StoppedException.inconclusive(
                String.format(
                        Locale.ROOT,
                        "the time cap of %d s was reached %s, after %,d requests; raise timeCap, or send"
                                + " fewer requests",
                        plan.timeCap().toSeconds(),
                        where(),
                        requests()));
    }
}
