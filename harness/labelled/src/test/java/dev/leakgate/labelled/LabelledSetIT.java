package dev.leakgate.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Runs the set, each service once; with {@code -Dleakgate.long=true} each many times. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabelledSetIT {

    /** Runs of the healthy services together that the long form has at least. */
    private static final int LONG_RUNS = 300;

    private static final double TO_REACH = 0.97;

    private final boolean isLong = Boolean.getBoolean("leakgate.long");
    private List<Trial> trials = List.of();

    @BeforeAll
    void runTheSet() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LabelledSet set = new LabelledSet(Path.of(""), subject -> true, out::print);
        int runs = isLong ? (LONG_RUNS + set.healthy() - 1) / set.healthy() : 1;
        trials = set.run(runs);
        out.print(new Score(trials).text());
    }

    @Test
    void noHealthyServiceIsCalledALeak() {
        assertThat(trials.stream().filter(trial -> trial.subject().truth().healthy()))
                .extracting(Trial::reason)
                .noneMatch(reason -> reason.startsWith("LEAK"));
    }

    @Test
    void noLeakingServiceIsCalledClean() {
        assertThat(trials.stream().filter(trial -> !trial.subject().truth().healthy()))
                .filteredOn(trial -> trial.verdict() == Verdict.CLEAN)
                .isEmpty();
    }

    @Test
    void theGrowthOfSteadyLeaksIsEstimatedWithinATenth() {
        assertThat(trials)
                .filteredOn(trial -> trial.subject().truth() instanceof Truth.Leaks)
                .filteredOn(Trial::right)
                .allSatisfy(
                        trial ->
                                assertThat(trial.estimate() / trial.truth())
                                        .as(trial.subject().name())
                                        .isBetween(0.9, 1.15));
    }

    @Test
    @EnabledIfSystemProperty(named = "leakgate.long", matches = "true")
    void almostEachVerdictIsRight() {
        Score score = new Score(trials);
        assertThat(score.share(true, Verdict.CLEAN).share()).isGreaterThanOrEqualTo(TO_REACH);
        assertThat(score.recall().share()).isGreaterThanOrEqualTo(TO_REACH);
    }
}
