package dev.leakgate.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.labelled.Subject.Pace;
import dev.leakgate.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final Subject HEALTHY = subject("cache", new Truth.Healthy());
    private static final Subject SMALL = subject("small", new Truth.Leaks(32));
    private static final Subject LARGE = subject("large", new Truth.Leaks(1_504));

    private final List<Trial> trials =
            List.of(
                    trial(HEALTHY, Verdict.CLEAN, Double.NaN),
                    trial(HEALTHY, Verdict.LEAK, 20),
                    trial(SMALL, Verdict.LEAK, 33),
                    trial(SMALL, Verdict.INCONCLUSIVE, Double.NaN),
                    trial(LARGE, Verdict.LEAK, 1_500),
                    trial(LARGE, Verdict.LEAK, 1_508));

    private static Subject subject(String name, Truth truth) {
        return new Subject(
                name,
                "text",
                truth,
                new Pace(1, 1, 1),
                folder -> {
                    throw new AssertionError("nothing runs here");
                });
    }

    private static Trial trial(Subject subject, Verdict verdict, double estimate) {
        double truth =
                subject.truth() instanceof Truth.Leaks leaks ? leaks.bytesPerRequest() : Double.NaN;
        return new Trial(subject, 1, verdict, "reason", 2, truth, estimate);
    }

    @Test
    void theUndecidedCountAgainstBothSets() {
        Score score = new Score(trials);
        assertThat(score.precision().of()).isEqualTo(3);
        assertThat(score.precision().runs()).isEqualTo(4);
        assertThat(score.recall().of()).isEqualTo(3);
        assertThat(score.recall().runs()).isEqualTo(4);
        assertThat(score.share(true, Verdict.CLEAN).share()).isEqualTo(0.5);
        assertThat(score.share(false, Verdict.CLEAN).of()).isZero();
    }

    @Test
    void theSmallestLeakIsOneThatEveryRunFound() {
        assertThat(new Score(trials).smallestFound()).hasValue(1_504);
    }

    @Test
    void theHeldOutAreCountedApartAndWithTheOthers() {
        List<Trial> both = new ArrayList<>(trials);
        both.add(trial(LARGE.asHeldOut(), Verdict.CLEAN, Double.NaN));
        Score score = new Score(both);
        assertThat(score.recall().runs()).isEqualTo(5);
        assertThat(score.ofHeldOut().recall().of()).isZero();
        assertThat(score.ofHeldOut().recall().runs()).isEqualTo(1);
        assertThat(Table.of(both)).containsSubsequence("| cache ", "## Held out", "| 1 CLEAN |");
    }

    @Test
    void undecidedIsNotWrong() {
        assertThat(trials.stream().filter(Trial::wrong)).containsExactly(trials.get(1));
    }

    @Test
    void aRowHasTheMedians() {
        assertThat(Table.row(trials.subList(4, 6)))
                .isEqualTo("| large | text | 1,504 | 2 LEAK | 2.0 | 1.000 |\n");
        assertThat(Table.row(trials.subList(0, 2)))
                .isEqualTo("| cache | text | none | 1 CLEAN, 1 LEAK | 2.0 | – |\n");
    }
}
