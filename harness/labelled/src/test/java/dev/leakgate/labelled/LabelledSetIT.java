package dev.leakgate.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Runs the set, each service once; with {@code -Dleakgate.long=true} each many times. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabelledSetIT {

    private static final double TO_REACH = 0.97;
    private static final Path MODULE = Path.of("");
    private static final Path LONG_RESULTS = Path.of("target/labelled/long.jsonl");
    private static final Path LAST_RESULTS = Path.of("target/labelled/long-last.jsonl");

    private final boolean isLong = Boolean.getBoolean("leakgate.long");
    private List<Trial> trials = List.of();

    @BeforeAll
    void runTheSet() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LabelledSet set = new LabelledSet(MODULE, subject -> true);
        ToIntFunction<Subject> runs = isLong ? set.longRuns() : subject -> 1;
        Campaign campaign = new Campaign(set.subjects(), set.trials(), runs, out::println);
        try (Results results = isLong ? Results.open(LONG_RESULTS, Build.name(MODULE)) : null) {
            trials = campaign.run(results);
        }
        if (isLong) {
            // The next one begins anew; one that was stopped goes on.
            Files.move(LONG_RESULTS, LAST_RESULTS, StandardCopyOption.REPLACE_EXISTING);
        }
        out.print("\n" + Table.of(trials));
    }

    @Test
    void noHealthyServiceIsCalledALeak() {
        assertThat(trials.stream().filter(trial -> trial.subject().truth().healthy()))
                .extracting(Trial::reason)
                .noneMatch(reason -> reason.startsWith("LEAK"));
    }

    @Test
    @DisabledIfSystemProperty(named = "leakgate.long", matches = "true") // it counts them
    void eachServiceCouldBeRun() {
        assertThat(trials).filteredOn(trial -> trial.verdict() == null).isEmpty();
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
