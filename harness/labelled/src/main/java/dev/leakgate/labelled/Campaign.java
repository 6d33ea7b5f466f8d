package dev.leakgate.labelled;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs services many times: all of them once, then all of them again, so that a campaign that is
 * stopped has as much of each.
 */
final class Campaign {

    private final List<Subject> subjects;
    private final Trials trials;
    private final ToIntFunction<Subject> runs;
    private final Consumer<String> progress;

    /**
     * Prepares.
     *
     * @param runs how often each is to be run
     * @param progress gets a line for each run
     */
    Campaign(
            List<Subject> subjects,
            Trials trials,
            ToIntFunction<Subject> runs,
            Consumer<String> progress) {
        this.subjects = subjects;
        this.trials = trials;
        this.runs = runs;
        this.progress = progress;
    }

    private record Key(Subject subject, int run) {}

    /**
     * Runs what the results do not have yet.
     *
     * @param results null to keep none
     * @return all runs, the earlier ones first
     */
    List<Trial> run(@Nullable Results results) throws IOException {
        List<Trial> all = new ArrayList<>();
        if (results != null) {
            Map<String, Subject> byName =
                    subjects.stream().collect(Collectors.toMap(Subject::name, subject -> subject));
            all.addAll(results.read(byName));
            if (!all.isEmpty()) {
                progress.accept(String.format("%,d of the runs known from before", all.size()));
            }
        }
        List<Key> left = left(all);
        long begin = System.nanoTime();
        for (int done = 0; done < left.size(); done++) {
            Key next = left.get(done);
            Trial trial = trials.run(next.subject(), next.run());
            all.add(trial);
            if (results != null) {
                results.add(trial);
            }
            progress.accept(line(trial, done + 1, left.size(), System.nanoTime() - begin));
        }
        return all;
    }

    private List<Key> left(List<Trial> done) {
        Set<Key> known = new HashSet<>();
        done.forEach(trial -> known.add(new Key(trial.subject(), trial.number())));
        int most = subjects.stream().mapToInt(runs).max().orElse(0);
        List<Key> left = new ArrayList<>();
        for (int number = 1; number <= most; number++) {
            for (Subject subject : subjects) {
                Key key = new Key(subject, number);
                if (number <= runs.applyAsInt(subject) && !known.contains(key)) {
                    left.add(key);
                }
            }
        }
        return left;
    }

    /** Prints {@code 12/63 nginx 1 CLEAN 1.1 s (25 s, 1 min 50 s to go)}, and what is wrong. */
    private static String line(Trial trial, int done, int of, long nanos) {
        Duration spent = Duration.ofNanos(nanos);
        Duration toGo = spent.multipliedBy(of - done).dividedBy(done);
        return String.format(
                Locale.ROOT,
                "%d/%d  %s %d  %s  (%s, %s to go)%s",
                done,
                of,
                trial.subject().name(),
                trial.number(),
                trial.outcome(),
                text(spent),
                text(toGo),
                trial.right() ? "" : "\n    " + trial.reason());
    }

    /** Prints {@code 0:42}, {@code 1:02:03}. */
    private static String text(Duration duration) {
        return duration.toHours() == 0
                ? String.format("%d:%02d", duration.toMinutes(), duration.toSecondsPart())
                : String.format(
                        "%d:%02d:%02d",
                        duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
