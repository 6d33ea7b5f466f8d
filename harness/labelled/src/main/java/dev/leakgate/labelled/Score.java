package dev.leakgate.labelled;

import dev.leakgate.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Sums up the runs of a set. */
final class Score {

    private final List<Trial> trials;

    Score(List<Trial> trials) {
        this.trials = List.copyOf(trials);
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

    /** Returns how many of the healthy, or of the leaking, runs ended so. */
    Bounds share(boolean healthy, Verdict verdict) {
        List<Trial> some =
                trials.stream()
                        .filter(trial -> trial.subject().truth().healthy() == healthy)
                        .toList();
        return Bounds.of(
                (int) some.stream().filter(trial -> trial.verdict() == verdict).count(),
                some.size());
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

    /** Prints what the set came to, a line each, in Markdown. */
    String text() {
        StringBuilder text =
                new StringBuilder("| all runs | share, 95 % bounds in brackets |\n|---|---|\n");
        line(text, "precision: called LEAK that leak", precision().toString());
        line(text, "recall: leaking that are called LEAK", recall().toString());
        line(text, "healthy called LEAK", share(true, Verdict.LEAK).toString());
        line(text, "healthy called CLEAN", share(true, Verdict.CLEAN).toString());
        line(text, "leaking called CLEAN", share(false, Verdict.CLEAN).toString());
        OptionalDouble smallest = smallestFound();
        line(
                text,
                "smallest leak found in each run",
                smallest.isPresent()
                        ? String.format(Locale.ROOT, "%.3g B per request", smallest.getAsDouble())
                        : "none");
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }
}
