package dev.leakgate.labelled;

import dev.leakgate.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sums up the runs of a set. */
final class Score {

    private final List<Trial> trials;

    Score(List<Trial> trials) {
        this.trials = List.copyOf(trials);
    }

    /** Returns the score of the services that no rule was made with. */
    Score ofHeldOut() {
        return new Score(trials.stream().filter(trial -> trial.subject().heldOut()).toList());
    }

    /** Returns how many of those that the verdict calls a leak do leak. */
    Bounds precision() {
        List<Trial> called =
                trials.stream().filter(trial -> trial.verdict() == Verdict.LEAK).toList();
        return Bounds.of(
                (int) called.stream().filter(trial -> !trial.subject().truth().healthy()).count(),
                called.size());
    }

    /** Returns how many of those that leak the verdict calls a leak. */
    Bounds recall() {
        return share(false, Verdict.LEAK);
    }

    /**
     * Returns how many of the healthy, or of the leaking, runs ended so.
     *
     * @param verdict null for those that could not be run
     */
    Bounds share(boolean healthy, @Nullable Verdict verdict) {
        List<Trial> some = labelled(healthy);
        return Bounds.of(
                (int) some.stream().filter(trial -> trial.verdict() == verdict).count(),
                some.size());
    }

    private List<Trial> labelled(boolean healthy) {
        return trials.stream()
                .filter(trial -> trial.subject().truth().healthy() == healthy)
                .toList();
    }

    /** Returns the smallest leak, in bytes per request, that every run of its service found. */
    OptionalDouble smallestFound() {
        return trials.stream()
                .filter(trial -> !Double.isNaN(trial.truth()) && trial.truth() > 0)
                .filter(trial -> of(trial.subject()).stream().allMatch(Trial::right))
                .mapToDouble(Trial::truth)
                .min();
    }

    private List<Trial> of(Subject subject) {
        return trials.stream().filter(trial -> trial.subject().equals(subject)).toList();
    }

    private String seconds(boolean healthy) {
        double[] seconds = labelled(healthy).stream().mapToDouble(Trial::seconds).toArray();
        double middle = Table.median(seconds);
        return Double.isNaN(middle) ? "–" : String.format(Locale.ROOT, "%.1f s", middle);
    }

    private String smallestText() {
        OptionalDouble smallest = smallestFound();
        return smallest.isPresent()
                ? String.format(Locale.ROOT, "%.3g B per request", smallest.getAsDouble())
                : "none";
    }

    /** Prints what the set came to, and the held-out part of it, a line each, in Markdown. */
    String text() {
        Score heldOut = ofHeldOut();
        StringBuilder text =
                new StringBuilder(
                        """
                        | share of runs, 95 % bounds in brackets | all | held out |
                        |---|---|---|
                        """);
        line(text, "precision: called LEAK that leak", heldOut, Score::precision);
        line(text, "recall: leaking that are called LEAK", heldOut, Score::recall);
        line(text, "healthy called LEAK", heldOut, score -> score.share(true, Verdict.LEAK));
        line(text, "healthy called CLEAN", heldOut, score -> score.share(true, Verdict.CLEAN));
        line(text, "leaking called CLEAN", heldOut, score -> score.share(false, Verdict.CLEAN));
        line(text, "healthy that could not be run", heldOut, score -> score.share(true, null));
        line(text, "leaking that could not be run", heldOut, score -> score.share(false, null));
        line(text, "median time to CLEAN or not, healthy", heldOut, score -> score.seconds(true));
        line(text, "median time to LEAK or not, leaking", heldOut, score -> score.seconds(false));
        line(text, "smallest leak found in each run", heldOut, Score::smallestText);
        return text.toString();
    }

    private void line(StringBuilder text, String what, Score heldOut, Function<Score, Object> of) {
        text.append("| ").append(what).append(" | ").append(of.apply(this));
        text.append(" | ").append(of.apply(heldOut)).append(" |\n");
    }
}
