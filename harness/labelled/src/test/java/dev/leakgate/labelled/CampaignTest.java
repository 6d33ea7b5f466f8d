package dev.leakgate.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.labelled.Subject.Pace;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs services that cannot be run: a campaign must live through that. */
class CampaignTest {

    private final List<String> prepared = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Subject> subjects = List.of(subject("one"), subject("two"));

    @TempDir Path folder;

    private Subject subject(String name) {
        return new Subject(
                name,
                "text",
                new Truth.Healthy(),
                new Pace(1, 1, 1),
                work -> {
                    prepared.add(name);
                    throw new IOException("no room in " + work.getFileName());
                });
    }

    private List<Trial> run(int runs, String build) throws IOException {
        Campaign campaign = new Campaign(subjects, new Trials(folder), subject -> runs, lines::add);
        try (Results results = Results.open(folder.resolve("results.jsonl"), build)) {
            return campaign.run(results);
        }
    }

    @Test
    void aServiceThatCannotBeRunIsReportedAndCountsAgainstTheSet() throws IOException {
        List<Trial> trials = run(2, "a");

        assertThat(prepared).containsExactly("one", "two", "one", "two");
        assertThat(trials).noneMatch(Trial::right).noneMatch(Trial::wrong);
        assertThat(trials.get(0).reason()).isEqualTo("ERROR  IOException: no room in work");
        assertThat(lines.get(0))
                .isEqualTo(
                        "1/4  one 1  ERROR  (0:00, 0:00 to go)\n"
                                + "    ERROR  IOException: no room in work");
        Score score = new Score(trials);
        assertThat(score.share(true, null).of()).isEqualTo(4);
        assertThat(score.share(true, Verdict.CLEAN).of()).isZero();
    }

    @Test
    void aStoppedCampaignGoesOnWhereItWas() throws IOException {
        run(1, "a");
        Path file = folder.resolve("results.jsonl");
        String first = Files.readAllLines(file).get(0);
        Files.writeString(file, first + "\n" + first.substring(0, first.length() / 2));
        prepared.clear();

        List<Trial> trials = run(2, "a");

        assertThat(prepared).containsExactly("two", "one", "two");
        assertThat(trials).hasSize(4);
        assertThat(lines.get(2)).isEqualTo("1 of the runs known from before");
        assertThat(Files.readAllLines(file)).hasSize(5);
    }

    @Test
    void runsOfAnotherBuildDoNotCount() throws IOException {
        run(1, "a");
        prepared.clear();

        assertThat(run(1, "b")).hasSize(2);
        assertThat(prepared).containsExactly("one", "two");
    }

    @Test
    void twoCampaignsDoNotShareAFile() throws IOException {
        Path file = folder.resolve("results.jsonl");
        try (Results results = Results.open(file, "a")) {
            assertThatThrownBy(() -> Results.open(file, "a"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is being written by another campaign");
            assertThat(results.read(Map.of())).isEmpty();
        }
    }

    @Test
    void whatWasNotMeasuredIsAbsent() throws IOException {
        run(1, "a");

        assertThat(Files.readString(folder.resolve("results.jsonl")).toLowerCase(Locale.ROOT))
                .doesNotContain("nan", "truth", "estimate");
    }
}
